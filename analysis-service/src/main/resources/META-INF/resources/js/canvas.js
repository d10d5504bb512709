// A canvas that is drawn when something changed and its turn has come.

import { h } from './dom.js';
import { onLook } from './ink.js';
import { inTurn } from './turns.js';

export class Canvas {
  element = h('canvas', { 'aria-hidden': 'true' });
  /** Has `paint` called in turn. */
  changed;
  #paint;
  #width = 0;
  #height = 0;

  /** `paint(context, width, height)` draws in CSS pixels on a clear canvas. */
  constructor(paint) {
    this.#paint = paint;
    this.changed = inTurn(this.element, () => this.#draw(), { light: true });
    onLook(this.changed);
    new ResizeObserver(([{ contentRect }]) => {
      this.#width = contentRect.width;
      this.#height = contentRect.height;
      this.changed();
    }).observe(this.element);
  }

  #draw() {
    if (this.#width === 0 || this.#height === 0) return;
    const fineness = devicePixelRatio;
    const context = this.element.getContext('2d');
    const [width, height] = [this.#width, this.#height].map((side) => Math.round(side * fineness));
    if (this.element.width !== width || this.element.height !== height) {
      this.element.width = width;
      this.element.height = height;
    }
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    context.setTransform(fineness, 0, 0, fineness, 0, 0);
    this.#paint(context, this.#width, this.#height);
  }
}
