// What was measured besides the trained networks: asked for when there are news of it.

import { experimentPath, read } from './api.js';
import { h, options } from './dom.js';
import { plural, title } from './format.js';
import { colour } from './marks.js';
import { Reparameterisations } from './reparameterisations.js';
import { Trajectories } from './trajectories.js';

const FAVOURITE = 'hessian_trace';
const NOTHING = { measures: [], items: [] };

export class Further {
  #id;
  #places;
  #pause;
  #trajectories;
  #reparameterisations;
  #choice = { measure: '', scale: 'value', layers: '' };
  #seen = '';
  #seenRegime = '';
  #state = { regime: {}, regimes: [], measures: [] };
  #data = { ways: NOTHING, variants: NOTHING };
  #timer;
  #waiting = false;

  /** Draws into `places`; asks again after `pause` milliseconds at the earliest. */
  constructor(id, places, open, pause) {
    this.#id = id;
    this.#places = places;
    this.#pause = pause;
    this.#trajectories = new Trajectories(places.trajectories, open);
    this.#reparameterisations = new Reparameterisations(places.reparameterisations, places.variants, open);
    places.followed.onchange = () => this.#choose({ measure: places.followed.value });
    places.followedScale.onchange = () => this.#choose({ scale: places.followedScale.value });
    places.layers.onchange = () => this.#choose({ layers: places.layers.value });
  }

  /** Takes the state of the experiment; `regime` is a query for the chosen one. */
  hear(facts, regime, regimes) {
    const { expected = 0, measured = 0 } = facts.further_checkpoints ?? {};
    this.#state = { regime, regimes, measures: facts.measures.map(({ name }) => name) };
    const seen = JSON.stringify([expected, measured, facts.runs.measured, facts.analysed]);
    const chosen = JSON.stringify(regime);
    if (expected === 0 || (seen === this.#seen && chosen === this.#seenRegime)) return;
    const soon = this.#seen === '' || chosen !== this.#seenRegime;
    this.#seen = seen;
    this.#seenRegime = chosen;
    this.#ask(soon);
  }

  #choose(change) {
    Object.assign(this.#choice, change);
    if ('measure' in change) this.#ask(true);
    this.#draw();
  }

  /** Asks once for all news of a while; at once when a person chose something. */
  #ask(soon) {
    if (this.#waiting && !soon) return;
    this.#waiting = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(async () => {
      this.#waiting = false;
      const get = (part, query) => read(experimentPath(this.#id,
        `/${part}?${new URLSearchParams({ ...query, ...this.#state.regime })}`)).catch(() => undefined);
      const measure = this.#measure(this.#state.measures);
      const [ways, variants] = await Promise.all([
        measure === undefined ? undefined : get('trajectories', { measure }), get('reparameterisations', {})]);
      if (ways !== undefined && measure === this.#measure(this.#state.measures)) this.#data.ways = ways;
      if (variants !== undefined) this.#data.variants = variants;
      this.#followOneThatIs();
      this.#draw();
    }, soon ? 0 : this.#pause);
  }

  #measure(names) {
    const { measure } = this.#choice;
    return [measure, FAVOURITE].find((name) => names.includes(name)) ?? names[0];
  }

  /** Some measures are taken of trained networks only. */
  #followOneThatIs() {
    const { measures } = this.#data.ways;
    if (measures.length > 0 && !measures.includes(this.#measure(this.#state.measures))) {
      this.#choose({ measure: this.#measure(measures) });
    }
  }

  #draw() {
    const { regimes } = this.#state;
    const { ways, variants } = this.#data;
    const places = this.#places;
    const measure = this.#measure(ways.measures);
    const followed = ways.items.some((item) => item.values[measure] !== undefined);
    places.trajectorySection.hidden = ways.measures.length === 0;
    this.#offer('trajectories', ways.measures.length > 0);
    this.#offer('reparameterisations', variants.items.length > 0);
    options(places.followed, ways.measures, title);
    places.followed.value = measure ?? '';
    places.noWay.hidden = followed;
    places.noWay.textContent = `No network on the way has a value of ${title(measure ?? '').toLowerCase()} yet.`;
    places.trajectories.hidden = !followed;
    if (followed) this.#trajectories.show({ items: ways.items, measure, regimes, scale: this.#choice.scale });
    places.followedLegend.replaceChildren(...(regimes.length < 2 ? [] : regimes.map((name, i) =>
      h('li', {}, h('span', { class: `key ${colour(i)}` }), name))));
    this.#drawVariants(variants.items, regimes);
  }

  #offer(list, there) {
    this.#places.downloads.find((button) => button.dataset.list === list).hidden = !there;
  }

  #drawVariants(items, regimes) {
    const places = this.#places;
    const layers = [...new Set(items.map((row) => row.layers))];
    places.reparameterisationSection.hidden = items.length === 0;
    options(places.layers, ['', ...layers], (name) => name === '' ? 'all' : name.replace('-', ' to '));
    places.layers.parentElement.hidden = layers.length < 2;
    if (!layers.includes(this.#choice.layers)) this.#choice.layers = '';
    places.layers.value = this.#choice.layers;
    if (items.length === 0) return;
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
