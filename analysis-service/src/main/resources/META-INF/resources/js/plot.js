// Frames with axes, drawn for the width they have.

import { svg } from './dom.js';
import { tick } from './format.js';
import { linear, ticks } from './scale.js';

const LEFT = 56;
const RIGHT = 12;
const TOP = 10;
const BOTTOM = 44;

/** Calls `draw(width)` whenever the width of `element` changes. */
export function onWidth(element, draw) {
  let last = 0;
  new ResizeObserver(([entry]) => {
    const width = Math.floor(entry.contentRect.width);
    if (width > 0 && width !== last) draw(last = width);
  }).observe(element);
}

/** A frame with labelled axes in an SVG, drawn again when it looks different. */
export class Frame {
  #svg;
  #axes = svg('g');
  #shown = '';

  /** Keeps the axes the first child of `host`, an SVG. */
  constructor(host) {
    this.#svg = host;
    host.prepend(this.#axes);
  }

  /**
   * Shows `width` × `height` over the extents `x` and `y`, with `right` free for others; gives the ways
   * from values to places.
   */
  show({
    width, height, x, y, xLabel, yLabel, xTick = tick, yTick = tick, right = RIGHT,
    xTicks = ticks(x, Math.max(2, width / 110)), yTicks = ticks(y, Math.max(2, height / 70)),
  }) {
    const toX = linear(x, LEFT, width - right);
    const toY = linear(y, height - BOTTOM, TOP);
    const marked = {
      width, height, xLabel, yLabel, right: width - right,
      x: xTicks.map((value) => [toX(value).toFixed(1), xTick(value)]),
      y: yTicks.map((value) => [toY(value).toFixed(1), yTick(value)]),
    };
    const text = JSON.stringify(marked);
    if (text !== this.#shown) {
      this.#shown = text;
      for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) {
        this.#svg.setAttribute(name, value);
      }
      const before = this.#axes;
      before.replaceWith(this.#axes = axes(marked));
    }
    return { toX, toY };
  }
}

function axes({ height, xLabel, yLabel, x, y, right }) {
  const bottom = height - BOTTOM;
  const middle = (TOP + bottom) / 2;
  return svg('g', { class: 'axes', 'aria-hidden': 'true' },
    x.flatMap(([at, text]) => [
      svg('line', { x1: at, x2: at, y1: TOP, y2: bottom }),
      svg('text', { x: at, y: bottom + 17, 'text-anchor': 'middle' }, text)]),
    y.flatMap(([at, text]) => [
      svg('line', { x1: LEFT, x2: right, y1: at, y2: at }),
      svg('text', { x: LEFT - 8, y: Number(at) + 4, 'text-anchor': 'end' }, text)]),
    svg('text', { class: 'axis-label', x: (LEFT + right) / 2, y: height - 6, 'text-anchor': 'middle' }, xLabel),
    svg('text', {
      class: 'axis-label', 'text-anchor': 'middle', transform: `translate(13 ${middle}) rotate(-90)`,
    }, yLabel));
}
