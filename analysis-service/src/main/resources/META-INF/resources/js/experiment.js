// One experiment, as it comes in.

import { download, experimentPath, follow, read } from './api.js';
import { h, inNextFrame, options } from './dom.js';
import { interval, p, pIs, rho, title } from './format.js';
import { Forest } from './forest.js';
import { Further } from './further.js';
import { layout } from './layout.js';
import { absence, failure, withCommand } from './messages.js';
import { Miniatures } from './miniatures.js';
import { regimeLegend } from './marks.js';
import { ALL, Results } from './results.js';
import { RunDetails, Runs } from './runs.js';
import { Scatter } from './scatter.js';
import { Statistics } from './statistics.js';
import { inTurn, news } from './turns.js';

export async function showExperiment(main, id) {
  try {
    const facts = await read(experimentPath(id));
    new ExperimentPage(main, id, facts).start();
  } catch (problem) {
    document.title = 'Lowland';
    main.replaceChildren(failure(problem, () => showExperiment(main, id)));
  }
}

/** What is looked at: a measure, the runs of a regime or all, and how. */
class Choice {
  scale = 'value';
  absolute = false;
  given = 'epochs';
  givenByPerson = false;

  constructor(address) {
    this.measure = address.get('measure') ?? '';
    this.regime = address.get('regime') ?? ALL;
  }

  /** What asks the service for the chosen runs only. */
  get query() {
    return this.regime === ALL ? {} : { regime: this.regime };
  }
}

class ExperimentPage {
  #id;
  #results;
  #choice = new Choice(new URLSearchParams(location.search));
  #places;
  #parts;
  #turns;
  #view;
  #draw = inNextFrame(() => this.#drawNow());

  constructor(main, id, facts) {
    this.#id = id;
    this.#results = new Results(facts);
    const places = this.#places = layout(main, id);
    const details = new RunDetails(main, id, (run) => this.#results.runs.get(run));
    const open = (run) => details.open(run);
    const parts = this.#parts = {
      scatter: new Scatter(places.scatter, open),
      forest: new Forest(places.forest, (name) => this.#choose({ measure: name })),
      miniatures: new Miniatures(places.miniatures, (name) => {
        this.#choose({ measure: name });
        places.plotSection.scrollIntoView({ block: 'start' });
      }),
      runs: new Runs(places.runs, details),
      further: new Further(id, places, open),
      statistics: new Statistics(id, places, this.#results, this.#choice),
    };
    this.#turns = [
      inTurn(places.forest, () => parts.forest.show(this.#view)),
      inTurn(places.miniatures, () => parts.miniatures.show(this.#view)),
      inTurn(places.runs, () => parts.runs.show(this.#view)),
    ];
    this.#wire(places);
  }

  #wire(places) {
    for (const [name, label] of Scatter.scales()) {
      places.scale.append(h('option', { value: name }, label));
    }
    places.scale.onchange = () => this.#choose({ scale: places.scale.value });
    places.measure.onchange = () => this.#choose({ measure: places.measure.value });
    places.regime.onchange = () => this.#choose({ regime: places.regime.value });
    places.absolute.onchange = () => this.#choose({ absolute: places.absolute.checked });
    for (const button of places.downloads) {
      button.onclick = () => download(
        experimentPath(this.#id, `/${button.dataset.list}`), `${this.#id}-${button.dataset.list}.csv`)
        .catch((problem) => this.#complain(problem.message));
    }
  }

  start() {
    this.#draw();
    follow(this.#id, (name, data) => this.#hear(name, data), (connected, farewell) => {
      if (connected) this.#complain('');
      else {
        const { facts, points } = this.#results;
        const { text, calm } = absence(farewell, facts.status === 'finished', points.size > 0);
        this.#complain(text, calm);
      }
    });
  }

  #complain(text, calm = false) {
    const { connection } = this.#places;
    // What is the same is not read out again.
    if (connection.textContent !== text) connection.replaceChildren(...withCommand(text));
    connection.classList.toggle('calm', calm);
    connection.hidden = text === '';
  }

  #hear(name, data) {
    news();
    this.#results.take(name, data);
    if (name === 'correlations') this.#parts.statistics.outdated();
    this.#draw();
  }

  #choose(change) {
    Object.assign(this.#choice, change);
    const query = new URLSearchParams({ experiment: this.#id, measure: this.#choice.measure, ...this.#choice.query });
    history.replaceState(null, '', `?${query}`);
    if ('regime' in change || 'measure' in change) this.#parts.statistics.chosen();
    this.#draw();
  }

  #drawNow() {
    const { facts, regimes, runs, points } = this.#results;
    const { regime, absolute, scale } = this.#choice;
    const measures = this.#results.measures(regime);
    if (!measures.some((measure) => measure.name === this.#choice.measure)) {
      this.#choice.measure = (measures.find((each) => each.name === 'pair_proxy') ?? measures[0])?.name ?? '';
    }
    const chosen = this.#choice.measure;
    this.#view = {
      measures, regimes, chosen, absolute, runs, points,
      pointsOf: (name) => this.#results.pointsOf(name, regime),
      correlationOf: (name) => this.#results.correlation(name, regime),
    };
    document.title = `${facts.name ?? this.#id} · Lowland`;
    this.#places.header(facts);
    this.#controls(measures, regimes);
    this.#parts.scatter.show({
      points: this.#view.pointsOf(chosen), measure: chosen, regimes, scale, blank: this.#blank(),
    });
    this.#caption();
    this.#parts.further.hear(facts, this.#choice.query, regimes);
    this.#turns.forEach((changed) => changed());
  }

  #blank() {
    const { runs: { requested, trained }, status } = this.#results.facts;
    return status === 'finished' ? 'No run has both this measure and a test accuracy.'
      : `Points appear here as networks are measured. ${trained} of ${requested} trained.`;
  }

  #controls(measures, regimes) {
    const { measure, regime, scale, absolute, legend } = this.#places;
    options(measure, measures.map(({ name }) => name).sort(), title);
    measure.value = this.#choice.measure;
    options(regime, [ALL, ...(regimes.length > 1 ? regimes : [])], (name) => name === ALL ? 'all runs' : name);
    regime.value = this.#choice.regime;
    regime.parentElement.hidden = regimes.length < 2;
    scale.value = this.#choice.scale;
    absolute.checked = this.#choice.absolute;
    regimeLegend(legend, regimes);
  }

  #caption() {
    const row = this.#results.correlation(this.#choice.measure, this.#choice.regime);
    const parts = row?.spearman === undefined
      ? [row?.reason ? `No correlation yet: ${row.reason}.` : 'No correlation yet.']
      : [h('span', {}, h('strong', {}, `ρ = ${rho(row.spearman)}`),
        row.ci95 ? `, 95\u00a0% interval ${interval(...row.ci95)}` : ''),
        h('span', {}, `n = ${row.n} of ${row.runs}`),
        h('span', {}, row.outcome ? 'an outcome, not a predictor'
          : `p ${pIs(row.p)}, with Holm’s adjustment ${p(row.holm_p)}`),
        row.provisional ? h('span', { class: 'provisional' }, 'provisional') : ''];
    this.#places.caption.replaceChildren(...parts);
  }
}
