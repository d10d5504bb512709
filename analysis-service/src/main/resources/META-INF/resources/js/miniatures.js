// Every measure against test accuracy, small, side by side.

import { arrange, h, svg } from './dom.js';
import { rho, title } from './format.js';
import { colour } from './marks.js';
import { extent, linear } from './scale.js';

const WIDTH = 160;
const HEIGHT = 96;
const EDGE = 6;

/** Zero-length strokes with round caps: one path draws all marks of a regime. */
function dots(points, measure, regimes) {
  const toX = linear(extent(points.map((each) => each.values[measure]), 0) ?? [0, 1], EDGE, WIDTH - EDGE);
  const toY = linear(extent(points.map((each) => each.test_accuracy), 0) ?? [0, 1], HEIGHT - EDGE, EDGE);
  return regimes.map((regime, i) => svg('path', {
    class: `dots ${colour(i)}`,
    d: points.filter((each) => each.regime === regime)
      .map((each) => `M${toX(each.values[measure]).toFixed(1)} ${toY(each.test_accuracy).toFixed(1)}h0`)
      .join(''),
  }));
}

export class Miniatures {
  #list;
  #items = new Map();
  #choose;

  constructor(list, choose) {
    this.#list = list;
    this.#choose = choose;
  }

  show({ measures, pointsOf, correlationOf, regimes, chosen }) {
    const items = measures.map((measure) => {
      const item = this.#item(measure.name);
      const points = pointsOf(measure.name);
      const correlation = correlationOf(measure.name);
      item.plot.replaceChildren(...dots(points, measure.name, regimes));
      item.plot.dataset.points = points.length;
      item.value.textContent = correlation?.spearman === undefined
        ? `n = ${points.length}` : `ρ ${rho(correlation.spearman)}, n = ${correlation.n}`;
      item.button.setAttribute('aria-pressed', String(measure.name === chosen));
      return item.element;
    });
    arrange(this.#list, items);
  }

  #item(name) {
    let item = this.#items.get(name);
    if (item === undefined) {
      const plot = svg('svg', {
        viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true',
      });
      const value = h('span', { class: 'value' });
      const button = h('button', { type: 'button', onclick: () => this.#choose(name, true) },
        h('span', { class: 'name' }, title(name)), plot, value);
      item = { element: h('li', {}, button), button, plot, value };
      this.#items.set(name, item);
    }
    return item;
  }
}
