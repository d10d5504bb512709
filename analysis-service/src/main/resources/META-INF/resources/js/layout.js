// The sections of an experiment's page, empty, and the places to fill.

import { h } from './dom.js';
import { plural } from './format.js';
import { Progress, statusText } from './progress.js';

/** Lists that only some experiments have. */
const FURTHER = ['trajectories', 'reparameterisations'];

function section(id, heading, intro, ...content) {
  return h('section', { 'aria-labelledby': id },
    h('h2', { id }, heading), intro ? h('p', { class: 'intro' }, intro) : null, content);
}

function field(label, control) {
  return h('label', { class: 'field' }, h('span', {}, label), control);
}

function facts(experiment) {
  const { regimes } = experiment;
  // Networks that were handed in may have been trained on anything.
  const unlike = experiment.name === undefined && experiment.runs.measured > 0 ? 'not the same for all' : undefined;
  const how = regimes.map((regime) =>
    `${regimes.length > 1 ? `${regime.name}: ` : ''}batch ${regime.batch_size}, rate ${regime.learning_rate}`);
  return [
    ['Data set', experiment.dataset ?? unlike],
    ['Training points', experiment.train_points?.toLocaleString('en') ?? unlike],
    ['Network', experiment.architecture ?? unlike],
    ['Training', how.join(' · ')],
    ['Id', experiment.name && experiment.experiment],
  ].filter(([, value]) => value);
}

/** Gives a function that shows how far an experiment is; what stays as it is, is left alone. */
function header(host) {
  const status = h('span', {});
  const progress = new Progress();
  const body = h('div', {});
  let shown = '';
  host.replaceChildren(body);
  return (experiment) => {
    const { name, description, why_not_first: why, different_datasets: different, runs: { failed } } = experiment;
    status.className = `status ${experiment.status}`;
    status.textContent = statusText(experiment.status);
    progress.show(experiment);
    const text = JSON.stringify([name, description, why, different, failed, facts(experiment)]);
    if (text === shown) return;
    shown = text;
    body.replaceChildren(
      h('div', { class: 'title-line' }, h('h1', {}, name ?? experiment.experiment), status),
      description ? h('p', { class: 'intro' }, description) : '',
      progress.bar, progress.text,
      h('dl', { class: 'facts' }, facts(experiment).map(([term, value]) =>
        h('div', {}, h('dt', {}, term), h('dd', {}, value)))),
      why ? h('p', { class: 'notice' }, `Not the first data set of the experiment: ${why}`) : '',
      different > 1 ? h('p', { class: 'notice' }, `Measured on ${different} different data sets, told apart by their `
        + 'bytes: values of networks on different ones do not compare. The report says which.') : '',
      failed > 0 ? h('p', { class: 'notice' }, `${plural(failed, 'run')} failed; the table of runs says why.`) : '');
  };
}

/** Fills `main` with the sections of experiment `id` and gives the places in them by name. */
export function layout(main, id) {
  const div = (name) => h('div', { class: name });
  const select = () => h('select', {});
  // What scrolls by itself must be reached by the keyboard.
  const tall = (label) => h('div', { class: 'wide tall', tabindex: 0, role: 'region', 'aria-label': label });
  const top = h('header', { class: 'experiment' });
  const places = {
    header: header(top),
    connection: h('p', { class: 'notice connection', role: 'status', hidden: true }),
    measure: select(),
    regime: select(),
    scale: select(),
    given: select(),
    absolute: h('input', { type: 'checkbox' }),
    legend: h('ul', { class: 'legend' }),
    scatter: div('plot-host'),
    caption: h('p', { class: 'caption' }),
    forest: div('forest-host'),
    miniatures: h('ul', { class: 'miniatures' }),
    comparison: div('comparisons'),
    partial: tall('Partial correlations'),
    versus: tall('Differences of strength'),
    selection: div('plot-host'),
    followed: select(),
    followedScale: h('select', {}, h('option', { value: 'value' }, 'values'), h('option', { value: 'log' }, 'logarithm')),
    followedLegend: h('ul', { class: 'legend' }),
    noWay: h('p', { class: 'intro' }),
    trajectories: div('plot-host'),
    layers: select(),
    variantsIntro: h('p', { class: 'intro' }),
    variantLegend: h('ul', { class: 'legend' }),
    reparameterisations: div('plot-host'),
    variants: div('wide'),
    runs: tall('Table of runs'),
    downloads: ['points', 'correlations', 'measurements', 'trajectories', 'reparameterisations', 'runs'].map((list) =>
      h('button', { type: 'button', 'data-list': list, hidden: FURTHER.includes(list) }, `${list}.csv`)),
  };
  places.plotSection = section('plot-heading', 'A measure against test accuracy', null,
    h('div', { class: 'controls' }, field('Measure', places.measure), field('Runs', places.regime),
      field('Axes', places.scale)),
    places.legend, places.scatter, places.caption);
  places.plotSection.classList.add('lead');
  const forest = section('forest-heading', 'Which measure predicts best?', null,
    h('p', { class: 'intro', id: 'forest-help' },
      'Spearman’s ρ with test accuracy and its 95\u00a0% bootstrap interval. An interval that crosses 0 says nothing yet.'),
    h('p', { class: 'actions' }, h('label', { class: 'check' }, places.absolute, 'Compare strengths |ρ|'),
      h('a', { href: `/?across=${encodeURIComponent(id)}` }, 'Across experiments')),
    places.forest);
  places.comparisonSection = section('comparison-heading', 'Regimes side by side',
    'Do ways of training differ? Means, their difference, and Welch’s test; p is not adjusted.', places.comparison);
  places.partialSection = section('partial-heading', 'Beyond how long it trained',
    'What is left of each correlation when a covariate is held fixed.',
    h('div', { class: 'controls' }, field('Given', places.given)), places.partial);
  places.selectionSection = section('selection-heading', 'Choosing a network',
    'The expected test accuracy of the network that a measure likes best among k drawn at random. '
    + 'The measure chosen above stands out.', places.selection);
  places.versusSection = section('versus-heading', '',
    'Differences of strength |ρ| over the same runs, with a paired 95\u00a0% bootstrap interval. Where it holds 0, '
    + 'these runs do not tell the two measures apart.', places.versus);
  places.versusHeading = places.versusSection.querySelector('h2');
  places.trajectorySection = section('trajectory-heading', 'Along training',
    'A line per run, from its first checkpoint to its trained network.',
    h('div', { class: 'controls' }, field('Measure', places.followed), field('Axis', places.followedScale)),
    places.followedLegend, places.noWay, places.trajectories);
  places.reparameterisationSection = section('reparameterisation-heading', 'The same function, reparameterised', null,
    places.variantsIntro, h('div', { class: 'controls' }, field('Layers', places.layers)),
    places.variantLegend, places.reparameterisations, places.variants);
  for (const hidden of ['comparisonSection', 'partialSection', 'selectionSection', 'versusSection',
    'trajectorySection', 'reparameterisationSection']) places[hidden].hidden = true;
  main.replaceChildren(
    top, places.connection,
    h('div', { class: 'pair' }, places.plotSection, forest),
    section('all-heading', 'Every measure', null, places.miniatures),
    h('div', { class: 'pair' }, places.versusSection, places.partialSection),
    places.comparisonSection,
    h('div', { class: 'pair' }, places.trajectorySection, places.reparameterisationSection),
    places.selectionSection,
    section('runs-heading', 'Runs', 'Choose a seed for its measurements, evidence and provenance.', places.runs),
    section('take-heading', 'Take the numbers away', null,
      h('p', { class: 'actions' }, places.downloads, h('a', { href: '/q/swagger-ui/' }, 'The API'))));
  return places;
}
