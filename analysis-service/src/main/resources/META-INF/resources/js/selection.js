// The best of k networks, picked by each measure.

import { h, svg } from './dom.js';
import { accuracy, plural, title } from './format.js';
import { Frame, onWidth } from './plot.js';
import { extent } from './scale.js';

const percent = (value) => `${Number((100 * value).toFixed(2))}`;

export class Selection {
  #svg = svg('svg', { role: 'img' });
  #frame = new Frame(this.#svg);
  #lines = svg('g');
  #legend = h('ul', { class: 'legend' });
  #host = h('div', { class: 'curves' }, this.#svg);
  #width = 0;
  #caption = h('p', { class: 'note' });
  #view = { curves: [], chosen: '', families: new Map() };

  constructor(host) {
    this.#svg.append(this.#lines);
    host.append(this.#legend, this.#host, this.#caption);
    onWidth(this.#host, (width) => {
      this.#width = width;
      this.#draw();
    });
  }

  show(view) {
    this.#view = view;
    this.#draw();
  }

  #draw() {
    const { chosen, families } = this.#view;
    const curves = this.#view.curves.filter((curve) => curve.expected_accuracy.length > 1);
    const width = this.#width;
    if (width === 0 || curves.length === 0) return;
    const height = Math.round(Math.min(360, Math.max(220, width * 0.5)));
    const longest = Math.max(...curves.map((curve) => curve.expected_accuracy.length));
    const { toX, toY } = this.#frame.show({
      width,
      height,
      x: [1, longest],
      y: extent(curves.flatMap((curve) => curve.expected_accuracy)),
      xLabel: 'k, networks to choose from',
      yLabel: 'Expected test accuracy, %',
      yTick: percent,
    });
    const line = (curve) => svg('path', {
      class: `curve family-${families.get(curve.measure) ?? 'unknown'}${curve.measure === chosen ? ' chosen' : ''}`,
      d: curve.expected_accuracy
        .map((value, i) => `${i === 0 ? 'M' : 'L'}${toX(i + 1).toFixed(1)} ${toY(value).toFixed(1)}`).join(''),
    }, svg('title', {}, title(curve.measure)));
    const picked = curves.find((curve) => curve.measure === chosen);
    this.#svg.setAttribute('aria-label',
      `Expected test accuracy of the best of k networks, by ${plural(curves.length, 'measure')}`);
    this.#lines.replaceChildren(...curves.filter((curve) => curve !== picked).map(line), picked ? line(picked) : '');
    const shown = new Set(curves.map((curve) => families.get(curve.measure) ?? 'unknown'));
    this.#legend.replaceChildren(...[...shown].sort().map((family) =>
      h('li', { class: `family-${family}` }, h('span', { class: 'key' }), family)));
    this.#caption.textContent = picked ? Selection.#words(picked) : '';
  }

  static #words({ measure, preference, expected_accuracy: expected }) {
    const k = Math.min(10, expected.length);
    return `${title(measure)}, ${preference} is better: the best of ${k} has an expected test accuracy of `
      + `${accuracy(expected[k - 1])}; one drawn at random, ${accuracy(expected[0])}.`;
  }
}
