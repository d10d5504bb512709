// What was measured besides the trained networks: asked for when there are news of it.

import { experimentPath } from './api.js';
import { h, options } from './dom.js';
import { plural, title } from './format.js';
import { regimeLegend } from './marks.js';
import { OnDemand } from './ondemand.js';
import { Reparameterisations } from './reparameterisations.js';
import { Trajectories } from './trajectories.js';
import { inTurn } from './turns.js';

const FAVOURITE = 'hessian_trace';
const NOTHING = { measures: [], items: [] };

export class Further {
  #id;
  #places;
  #trajectories;
  #reparameterisations;
  #choice = { measure: '', scale: 'value', layers: '' };
  #draw;
  #seen = '';
  #seenRegime = '';
  #state = { regime: {}, regimes: [], measures: [] };
  #data = { ways: NOTHING, variants: NOTHING };
  #ways;
  #variants;

  /** Draws into `places`; `open(run)` is called when a run is chosen. */
  constructor(id, places, open) {
    this.#id = id;
    this.#places = places;
    this.#trajectories = new Trajectories(places.trajectories, open);
    this.#reparameterisations = new Reparameterisations(places.reparameterisations, places.variants, open);
    const { trajectorySection, reparameterisationSection } = places;
    const draw = {
      ways: inTurn(trajectorySection, () => this.#drawWays()),
      variants: inTurn(reparameterisationSection, () => this.#drawVariants()),
    };
    this.#draw = draw;
    this.#ways = new OnDemand(trajectorySection, () => this.#path('trajectories', { measure: this.#asked() }),
      (answer) => this.#takeWays(answer));
    this.#variants = new OnDemand(reparameterisationSection, () => this.#path('reparameterisations', {}),
      (answer) => this.#takeVariants(answer));
    places.followed.onchange = () => this.#follow(places.followed.value);
    places.followedScale.onchange = () => {
      this.#choice.scale = places.followedScale.value;
      draw.ways();
    };
    places.layers.onchange = () => {
      this.#choice.layers = places.layers.value;
      draw.variants();
    };
  }

  /** Takes the state of the experiment; `regime` is a query for the chosen one. */
  hear(facts, regime, regimes) {
    const { expected = 0, measured = 0 } = facts.further_checkpoints ?? {};
    this.#state = { regime, regimes, measures: facts.measures.map(({ name }) => name) };
    if (expected === 0 || this.#state.measures.length === 0) return;
    const seen = JSON.stringify([expected, measured, facts.runs.measured, facts.analysed]);
    const chosen = JSON.stringify(regime);
    const answers = [this.#ways, this.#variants];
    if (chosen !== this.#seenRegime) answers.forEach((answer) => answer.now());
    else if (seen !== this.#seen) answers.forEach((answer) => answer.outdated());
    this.#seen = seen;
    this.#seenRegime = chosen;
  }

  #path(part, query) {
    return experimentPath(this.#id, `/${part}?${new URLSearchParams({ ...query, ...this.#state.regime })}`);
  }

  #follow(measure) {
    this.#choice.measure = measure;
    this.#ways.now();
  }

  #asked() {
    return this.#measure(this.#state.measures);
  }

  /** Some measures are taken of trained networks only. */
  #takeWays(answer) {
    this.#data.ways = answer;
    const { measures } = answer;
    this.#places.trajectorySection.hidden = measures.length === 0;
    this.#offer('trajectories', measures.length > 0);
    if (measures.length === 0) return;
    if (measures.includes(this.#asked())) this.#draw.ways();
    else this.#follow(this.#measure(measures));
  }

  #takeVariants(answer) {
    this.#data.variants = answer;
    this.#places.reparameterisationSection.hidden = answer.items.length === 0;
    this.#offer('reparameterisations', answer.items.length > 0);
    if (answer.items.length > 0) this.#draw.variants();
  }

  #measure(names) {
    const { measure } = this.#choice;
    return [measure, FAVOURITE].find((name) => names.includes(name)) ?? names[0];
  }

  #drawWays() {
    const { regimes } = this.#state;
    const { ways } = this.#data;
    const places = this.#places;
    const measure = this.#measure(ways.measures);
    const followed = ways.items.some((item) => item.values[measure] !== undefined);
    options(places.followed, ways.measures, title);
    places.followed.value = measure ?? '';
    places.noWay.hidden = followed;
    places.noWay.textContent = `No network on the way has a value of ${title(measure ?? '').toLowerCase()} yet.`;
    places.trajectories.hidden = !followed;
    if (followed) this.#trajectories.show({ items: ways.items, measure, regimes, scale: this.#choice.scale });
    regimeLegend(places.followedLegend, regimes);
  }

  #offer(list, there) {
    this.#places.downloads.find((button) => button.dataset.list === list).hidden = !there;
  }

  #drawVariants() {
    const { items } = this.#data.variants;
    const { regimes } = this.#state;
    const places = this.#places;
    const layers = [...new Set(items.map((row) => row.layers))];
    options(places.layers, ['', ...layers], (name) => name === '' ? 'all' : name.replace('-', ' to '));
    places.layers.parentElement.hidden = layers.length < 2;
    if (!layers.includes(this.#choice.layers)) this.#choice.layers = '';
    places.layers.value = this.#choice.layers;
    const networks = new Set(items.map((row) => row.run)).size;
    places.variantsIntro.textContent = `${plural(networks, 'network')} with a hidden layer’s weights and biases times a `
      + 'factor and the next layer’s weights divided by it. What depends on the function alone stays at 1.';
    places.variantLegend.replaceChildren(...Further.#legend(items, layers));
    this.#reparameterisations.show({ items, layers: this.#choice.layers, regimes });
  }

  static #legend(items, layers) {
    const families = [...new Set(items.map((row) => row.family ?? 'unknown'))].sort();
    const dashes = layers.length < 2 ? [] : items.filter((row, i) =>
      items.findIndex((other) => other.layers === row.layers) === i);
    return [
      ...families.map((name) => h('li', { class: `family-${name}` }, h('span', { class: 'key' }), name)),
      ...dashes.map((row) => h('li', {}, h('span', { class: `stroke layer-${Math.min(row.hidden_layer, 3)}` }),
        `layers ${row.layers.replace('-', ' to ')}`)),
    ];
  }
}
