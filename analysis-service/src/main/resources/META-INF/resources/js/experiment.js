// One experiment, as it comes in.

import { download, experimentPath, follow, read } from './api.js';
import { h, inNextFrame, inTurns, options } from './dom.js';
import { interval, p, pIs, rho, title } from './format.js';
import { Forest } from './forest.js';
import { Further } from './further.js';
import { layout } from './layout.js';
import { failure } from './messages.js';
import { Miniatures } from './miniatures.js';
import { colour } from './marks.js';
import { partialTable } from './covariates.js';
import { comparisonTables } from './regimes.js';
import { RunDetails, Runs } from './runs.js';
import { Scatter } from './scatter.js';
import { Selection } from './selection.js';
import { versusTable } from './versus.js';

const TARGET = 'test_accuracy';
const ALL = 'all';
/** Statistics on demand are asked for at most this often, in milliseconds. */
const PAUSE = 2000;

export async function showExperiment(main, id) {
  try {
    const facts = await read(experimentPath(id));
    new ExperimentPage(main, id, facts).start();
  } catch (problem) {
    document.title = 'Lowland';
    main.replaceChildren(failure(problem, () => showExperiment(main, id)));
  }
}

class ExperimentPage {
  #id;
  #facts;
  #runs = new Map();
  #points = new Map();
  #correlations = new Map();
  #choice;
  #parts;
  #draw = inNextFrame(() => this.#drawNow());
  #view;
  #drawOthers = inTurns([
    () => this.#parts.forest.show(this.#view),
    () => this.#parts.miniatures.show(this.#view),
    () => this.#drawStatistics(this.#view.regimes),
    () => this.#parts.runs.show([...this.#runs.values()], this.#points),
  ]);
  #statisticsDrawn;
  #asked = false;
  #timer;
  #statistics = { comparisons: [], partial: [], curves: [], versus: [] };

  constructor(main, id, facts) {
    this.#id = id;
    this.#facts = facts;
    const query = new URLSearchParams(location.search);
    this.#choice = {
      measure: query.get('measure') ?? '',
      regime: query.get('regime') ?? ALL,
      scale: 'value',
      absolute: false,
      given: 'epochs',
    };
    const places = layout(main);
    const details = new RunDetails(main, id, (run) => this.#runs.get(run));
    this.#parts = {
      ...places,
      scatter: new Scatter(places.scatter, (point) => details.open(point.run)),
      forest: new Forest(places.forest, (name) => this.#choose({ measure: name })),
      miniatures: new Miniatures(places.miniatures, (name, jump) => {
        this.#choose({ measure: name });
        if (jump) places.plotSection.scrollIntoView({ block: 'start' });
      }),
      selection: new Selection(places.selection),
      further: new Further(id, places, (run) => details.open(run), PAUSE),
      runs: new Runs(places.runs, details),
    };
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
    places.given.onchange = () => {
      this.#choice.given = places.given.value;
      this.#askForStatistics(true);
    };
    for (const button of places.downloads) {
      button.onclick = () => download(
        experimentPath(this.#id, `/${button.dataset.list}?size=10000`), `${this.#id}-${button.dataset.list}.csv`)
        .catch((problem) => { places.connection.textContent = problem.message; });
    }
  }

  start() {
    this.#draw();
    follow(this.#id, (name, data) => this.#hear(name, data), (connected) => {
      this.#parts.connection.textContent = connected ? '' : 'The connection is lost; trying again…';
      this.#parts.connection.hidden = connected;
    });
  }

  #hear(name, data) {
    switch (name) {
      case 'state':
        this.#facts = data;
        break;
      case 'runs':
        data.forEach((run) => this.#runs.set(run.run, run));
        break;
      case 'points':
        data.forEach((point) => this.#points.set(point.run, point));
        break;
      default:
        data.forEach((row) => this.#correlations.set(`${row.measure}/${row.regime}`, row));
        this.#askForStatistics();
    }
    this.#draw();
  }

  #choose(change) {
    Object.assign(this.#choice, change);
    const query = new URLSearchParams({ experiment: this.#id, measure: this.#choice.measure });
    if (this.#choice.regime !== ALL) query.set('regime', this.#choice.regime);
    history.replaceState(null, '', `?${query}`);
    if ('regime' in change || 'measure' in change) this.#askForStatistics(true);
    this.#draw();
  }

  /** Asks once for all that changed in the meantime; without a pause when a person chose something. */
  #askForStatistics(soon = this.#statistics.curves.length === 0) {
    if (this.#asked && !soon) return;
    this.#asked = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(async () => {
      this.#asked = false;
      const path = (part, query) =>
        experimentPath(this.#id, `/${part}?${new URLSearchParams({ ...query, ...this.#query })}`);
      const items = (part, query = {}) => read(path(part, query)).then((body) => body.items, () => []);
      const [comparisons, partial, curves, versus] = await Promise.all([
        items('regime-comparisons'),
        items('partial-correlations', { given: this.#choice.given }),
        items('model-selection'),
        items('strength-differences', { reference: this.#choice.measure }),
      ]);
      this.#statistics = { comparisons, partial, curves, versus };
      this.#draw();
    }, soon ? 0 : PAUSE);
  }

  /** What asks for the chosen runs only. */
  get #query() {
    return this.#choice.regime === ALL ? {} : { regime: this.#choice.regime };
  }

  get #regimes() {
    const names = this.#facts.regimes.map((regime) => regime.name);
    for (const run of this.#points.values()) if (!names.includes(run.regime)) names.push(run.regime);
    return names;
  }

  #correlation(measure) {
    return this.#correlations.get(`${measure}/${this.#choice.regime}`);
  }

  /** Points that have both coordinates, of the chosen regime. */
  #pointsOf(measure) {
    return [...this.#points.values()].filter((point) => point.test_accuracy !== undefined
      && point.values[measure] !== undefined
      && (this.#choice.regime === ALL || point.regime === this.#choice.regime));
  }

  /** Predictors by strength, then outcomes by name; test accuracy is not held against itself. */
  #measures() {
    const strength = ({ name }) => Math.abs(this.#correlation(name)?.spearman ?? -0);
    return this.#facts.measures.filter((measure) => measure.name !== TARGET).sort((a, b) =>
      Number(a.outcome) - Number(b.outcome)
      || (a.outcome ? 0 : strength(b) - strength(a))
      || a.name.localeCompare(b.name));
  }

  #drawNow() {
    const measures = this.#measures();
    if (!measures.some((measure) => measure.name === this.#choice.measure)) {
      this.#choice.measure = (measures.find((each) => each.name === 'pair_proxy') ?? measures[0])?.name ?? '';
    }
    const { measure: chosen, absolute, scale } = this.#choice;
    const regimes = this.#regimes;
    this.#view = {
      measures, regimes, chosen, absolute,
      pointsOf: (name) => this.#pointsOf(name),
      correlationOf: (name) => this.#correlation(name),
    };
    document.title = `${this.#facts.name ?? this.#id} · Lowland`;
    this.#parts.header(this.#facts);
    this.#controls(measures, regimes);
    this.#parts.scatter.show({
      points: this.#pointsOf(chosen), measure: chosen, regimes, scale, blank: this.#blank(),
    });
    this.#caption();
    this.#parts.further.hear(this.#facts, this.#query, regimes);
    this.#drawOthers();
  }

  #blank() {
    const { requested, trained } = this.#facts.runs;
    return this.#facts.status === 'finished'
      ? 'No run has both this measure and a test accuracy.'
      : `Points appear here as networks are measured. ${trained} of ${requested} trained.`;
  }

  #controls(measures, regimes) {
    const { measure, regime, scale, absolute } = this.#parts;
    options(measure, measures.map(({ name }) => name).sort(), title);
    measure.value = this.#choice.measure;
    options(regime, [ALL, ...(regimes.length > 1 ? regimes : [])], (name) => name === ALL ? 'all runs' : name);
    regime.value = this.#choice.regime;
    regime.parentElement.hidden = regimes.length < 2;
    scale.value = this.#choice.scale;
    absolute.checked = this.#choice.absolute;
    this.#parts.legend.replaceChildren(...(regimes.length < 2 ? [] : regimes.map((name, i) =>
      h('li', {}, h('span', { class: `key ${colour(i)}` }), name))));
  }

  #caption() {
    const row = this.#correlation(this.#choice.measure);
    const parts = row?.spearman === undefined
      ? [row?.reason ? `No correlation yet: ${row.reason}.` : 'No correlation yet.']
      : [h('span', {}, h('strong', {}, `ρ = ${rho(row.spearman)}`),
        row.ci95 ? `, 95\u00a0% interval ${interval(...row.ci95)}` : ''),
        h('span', {}, `n = ${row.n} of ${row.runs}`),
        h('span', {}, row.outcome ? 'an outcome, not a predictor'
          : `p ${pIs(row.p)}, with Holm’s adjustment ${p(row.holm_p)}`),
        row.provisional ? h('span', { class: 'provisional' }, 'provisional') : ''];
    this.#parts.caption.replaceChildren(...parts);
  }

  /** What was computed on demand stays as it is until something else was. */
  #drawStatistics(regimes) {
    if (this.#statisticsDrawn === this.#statistics) return;
    this.#statisticsDrawn = this.#statistics;
    const { comparisons, partial, curves, versus } = this.#statistics;
    const families = new Map(this.#facts.measures.map(({ name, family }) => [name, family]));
    this.#parts.comparisonSection.hidden = comparisons.length === 0;
    this.#parts.comparison.replaceChildren(...comparisonTables(comparisons, [...this.#points.values()], regimes));
    this.#parts.partialSection.hidden = partial.length === 0;
    options(this.#parts.given, ['epochs', ...(families.has('train_loss') ? ['train_loss', 'epochs,train_loss'] : [])],
      (names) => names.split(',').map((name) => title(name).toLowerCase()).join(' and '));
    this.#parts.given.value = this.#choice.given;
    this.#parts.partial.replaceChildren(partialTable(partial, (name) => this.#correlation(name)));
    this.#parts.versusSection.hidden = versus.length === 0;
    this.#parts.versusHeading.textContent = `Is ${title(this.#choice.measure)} the better predictor?`;
    this.#parts.versus.replaceChildren(versusTable(versus, families));
    this.#parts.selectionSection.hidden = !curves.some((curve) => curve.expected_accuracy.length > 1);
    this.#parts.selection.show({ curves, chosen: this.#choice.measure, families });
  }
}
