// Names beside the ends of lines, moved apart where they would overlap.

import { svg } from './dom.js';

const LINE = 15;
const LEADER = 22;
const LETTER = 7;

/** Width that labels, each a list of lines, need right of a plot. */
export function roomFor(labels) {
  return LEADER + 16 + LETTER * Math.max(...labels.flat().map((line) => line.length));
}

/** From above to below each keeps clear of the last, then from below to above. */
function centres(labels, bottom) {
  const at = [];
  let free = 0;
  for (const { y, lines } of labels) {
    const half = (LINE * lines.length) / 2;
    at.push(Math.max(y, free + half));
    free = at.at(-1) + half;
  }
  let taken = bottom;
  for (let i = labels.length - 1; i >= 0; i--) {
    const half = (LINE * labels[i].lines.length) / 2;
    at[i] = Math.min(at[i], taken - half);
    taken = at[i] - half;
  }
  return at;
}

/** Elements that name the ends `{ lines, series, chosen, x, y }` of lines in a picture so high. */
export function nameEnds(ends, height) {
  const sorted = [...ends].sort((a, b) => a.y - b.y);
  const at = centres(sorted, height - 4);
  return sorted.flatMap(({ lines, series, chosen, x, y }, i) => [
    svg('path', {
      class: `leader of-${series}`,
      d: `M${x + 3} ${y}H${x + 6}L${x + LEADER - 4} ${at[i]}H${x + LEADER}`,
    }),
    ...lines.map((line, n) => svg('text', {
      class: `end of-${series}${chosen ? ' chosen' : ''}`,
      x: x + LEADER + 5,
      y: at[i] - (LINE * lines.length) / 2 + LINE * n + 11,
    }, line)),
  ]);
}
