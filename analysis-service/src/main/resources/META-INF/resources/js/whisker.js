// An estimate with its interval on the scale of correlations.

import { svg } from './dom.js';
import { rho } from './format.js';

const ROOM = 4;
const place = (value, low) => `${ROOM + ((value - low) / (1 - low)) * (100 - 2 * ROOM)}%`;
const lowest = (absolute) => (absolute ? 0 : -1);
const grid = (absolute) => (absolute ? [0, 0.5, 1] : [-1, -0.5, 0, 0.5, 1]);

function strength({ spearman, ci95 }) {
  if (spearman === undefined) return {};
  const value = Math.abs(spearman);
  if (ci95 === undefined) return { value };
  const [low, high] = ci95;
  const ends = [Math.abs(low), Math.abs(high)];
  return { value, low: low <= 0 && high >= 0 ? 0 : Math.min(...ends), high: Math.max(...ends) };
}

/** Grid, interval and estimate, in percent of the width, for what correlates by `spearman`. */
export class Whisker {
  element = svg('svg', { 'aria-hidden': 'true' });
  #absolute;
  #interval = svg('line', { class: 'interval', y1: '50%', y2: '50%' });
  #estimate = svg('circle', { class: 'estimate', cy: '50%', r: 4.5 });

  /** Shows a correlation, or its strength from 0 to 1 where `absolute`. */
  show(correlation, absolute) {
    const bottom = lowest(absolute);
    if (absolute !== this.#absolute) {
      this.#absolute = absolute;
      this.element.replaceChildren(...grid(absolute).map((value) => svg('line', {
        class: value === 0 ? 'zero' : 'grid', x1: place(value, bottom), x2: place(value, bottom), y1: 0, y2: '100%',
      })));
    }
    const { value, low, high } = absolute ? strength(correlation)
      : { value: correlation.spearman, low: correlation.ci95?.[0], high: correlation.ci95?.[1] };
    this.#put(this.#interval, low !== undefined && { x1: place(low, bottom), x2: place(high, bottom) });
    this.#put(this.#estimate, value !== undefined && { cx: place(value, bottom) });
    return this;
  }

  /** The element with these attributes, or not at all. */
  #put(element, attributes) {
    if (!attributes) {
      element.remove();
      return;
    }
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (element.parentNode === null) this.element.append(element);
  }
}

/** The numbers of the scale. */
export function axis(absolute) {
  const bottom = lowest(absolute);
  return svg('svg', { class: 'forest-axis', 'aria-hidden': 'true' }, grid(absolute).map((value) =>
    svg('text', {
      class: Math.abs(value) === 0.5 ? 'half' : undefined, x: place(value, bottom), y: 14, 'text-anchor': 'middle',
    }, absolute || value === 0 ? String(value) : rho(value).replace('.00', '').replace('0.50', '0.5'))));
}
