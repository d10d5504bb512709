// Every measure against test accuracy, small, side by side.

import { Canvas } from './canvas.js';
import { arrange, h } from './dom.js';
import { rho, title } from './format.js';
import { drawMarks } from './marks.js';
import { extent, linear } from './scale.js';

const EDGE = 6;
/** Marks where there are few and where there are many, beside those of the large plot. */
const SIZES = { few: 0.8, many: 0.55 };
const MANY = 60;

export class Miniatures {
  #list;
  #items = new Map();
  #choose;

  constructor(list, choose) {
    this.#list = list;
    this.#choose = choose;
  }

  show({ measures, pointsOf, correlationOf, regimes, chosen }) {
    arrange(this.#list, measures.map(({ name }) => {
      if (!this.#items.has(name)) this.#items.set(name, new Miniature(name, () => this.#choose(name, true)));
      const item = this.#items.get(name);
      item.show({ points: pointsOf(name), correlation: correlationOf(name), regimes, chosen: name === chosen });
      return item.element;
    }));
  }
}

class Miniature {
  element;
  #name;
  #button;
  #value = h('span', { class: 'value' });
  #canvas = new Canvas((context, width, height) => this.#paint(context, width, height));
  #points = [];
  #regimes = [];

  constructor(name, choose) {
    this.#name = name;
    this.#button = h('button', { type: 'button', onclick: choose },
      h('span', { class: 'name' }, title(name)), this.#canvas.element, this.#value);
    this.element = h('li', {}, this.#button);
  }

  show({ points, correlation, regimes, chosen }) {
    this.#points = points;
    this.#regimes = regimes;
    this.#canvas.changed();
    const text = correlation?.spearman === undefined
      ? `n = ${points.length}` : `ρ ${rho(correlation.spearman)}, n = ${correlation.n}`;
    if (this.#value.textContent !== text) this.#value.textContent = text;
    this.#button.setAttribute('aria-pressed', String(chosen));
  }

  #paint(context, width, height) {
    const xs = this.#points.map((point) => point.values[this.#name]);
    const ys = this.#points.map((point) => point.test_accuracy);
    const toX = linear(extent(xs, 0) ?? [0, 1], EDGE, width - EDGE);
    const toY = linear(extent(ys, 0) ?? [0, 1], height - EDGE, EDGE);
    const marks = this.#points.map(({ regime }, i) => ({ regime, x: toX(xs[i]), y: toY(ys[i]) }));
    for (const [regime, some] of Map.groupBy(marks, (mark) => mark.regime)) {
      drawMarks(context, this.#regimes.indexOf(regime), some, marks.length < MANY ? SIZES.few : SIZES.many);
    }
    this.#canvas.element.dataset.points = xs.length;
  }
}
