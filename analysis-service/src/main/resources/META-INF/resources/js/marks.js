// One shape per regime, so that colour is never the only difference.

import { h } from './dom.js';
import { ink } from './ink.js';

const R = 4.5;

const SHAPES = [
  `M${-R} 0a${R} ${R} 0 1 0 ${2 * R} 0a${R} ${R} 0 1 0 ${-2 * R} 0Z`,
  'M-5 4.4L0 -5L5 4.4Z',
  'M-4 -4H4V4H-4Z',
  'M0 -5.6L5.6 0L0 5.6L-5.6 0Z',
].map((outline) => new Path2D(outline));
const scaled = new Map();

const OPACITY = 0.88;
const COLOURS = 6;

function outlineOf(i, size) {
  const number = Math.max(0, i) % SHAPES.length;
  const key = `${number} ${size}`;
  if (!scaled.has(key)) {
    const outline = new Path2D();
    outline.addPath(SHAPES[number], new DOMMatrix().scale(size));
    scaled.set(key, outline);
  }
  return scaled.get(key);
}

/** The class that colours regime number `i`. */
export function colour(i) {
  return `series-${i % COLOURS}`;
}

/** The name of the colour of regime number `i`. */
export function inkOf(i) {
  return `s${Math.max(0, i) % COLOURS}`;
}

/** Draws marks `{ x, y, opacity }` of regime number `i`, `size` times as large as usual. */
export function drawMarks(context, i, marks, size = 1) {
  const outline = outlineOf(i, size);
  context.fillStyle = ink(inkOf(i));
  context.lineWidth = size;
  context.strokeStyle = ink('raised');
  for (const { x, y, opacity = 1 } of marks) {
    context.translate(x, y);
    context.globalAlpha = OPACITY * opacity;
    context.fill(outline);
    context.globalAlpha = opacity;
    context.stroke(outline);
    context.translate(-x, -y);
  }
  context.globalAlpha = 1;
}

/** Draws a ring around what is chosen. */
export function halo(context, x, y, radius) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.lineWidth = 2;
  context.strokeStyle = ink('ink');
  context.stroke();
}

/** Fills `list` with the marks of the regimes, where there are several. */
export function regimeLegend(list, regimes) {
  const names = regimes.length < 2 ? [] : regimes;
  if (list.textContent === names.join('')) return;
  list.replaceChildren(...names.map((name, i) => h('li', {}, h('span', { class: `key ${colour(i)}` }), name)));
}
