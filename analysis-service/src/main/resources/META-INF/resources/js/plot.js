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

/** A frame of `width` × `height` with labelled axes over the extents `x` and `y`. */
export function frame({
  width, height, x, y, xLabel, yLabel, xTick = tick, yTick = tick,
  xTicks = ticks(x, Math.max(2, width / 110)), yTicks = ticks(y, Math.max(2, height / 70)),
}) {
  const right = width - RIGHT;
  const bottom = height - BOTTOM;
  const toX = linear(x, LEFT, right);
  const toY = linear(y, bottom, TOP);
  const axes = svg('g', { class: 'axes', 'aria-hidden': 'true' });
  for (const value of xTicks) {
    axes.append(
      svg('line', { x1: toX(value), x2: toX(value), y1: TOP, y2: bottom }),
      svg('text', { x: toX(value), y: bottom + 17, 'text-anchor': 'middle' }, xTick(value)));
  }
  for (const value of yTicks) {
    axes.append(
      svg('line', { x1: LEFT, x2: right, y1: toY(value), y2: toY(value) }),
      svg('text', { x: LEFT - 8, y: toY(value) + 4, 'text-anchor': 'end' }, yTick(value)));
  }
  axes.append(
    svg('text', { class: 'axis-label', x: (LEFT + right) / 2, y: height - 6, 'text-anchor': 'middle' }, xLabel),
    svg('text', {
      class: 'axis-label',
      'text-anchor': 'middle',
      transform: `translate(13 ${(TOP + bottom) / 2}) rotate(-90)`,
    }, yLabel));
  return { axes, toX, toY };
}
