// The forest plot: a table whose rows are measures, with interval and ρ drawn to one scale.

import { arrange, h, svg } from './dom.js';
import { interval, p, rho, title } from './format.js';

const ROOM = 4;
const place = (value, low) => `${ROOM + ((value - low) / (1 - low)) * (100 - 2 * ROOM)}%`;

function strength({ spearman, ci95 }) {
  if (spearman === undefined) return {};
  const value = Math.abs(spearman);
  if (ci95 === undefined) return { value };
  const [low, high] = ci95;
  const ends = [Math.abs(low), Math.abs(high)];
  return { value, low: low <= 0 && high >= 0 ? 0 : Math.min(...ends), high: Math.max(...ends) };
}

/** Grid, interval and estimate of a correlation, in percent of the width. */
export function drawn(correlation, absolute) {
  const bottom = absolute ? 0 : -1;
  const { value, low, high } = absolute ? strength(correlation)
    : { value: correlation.spearman, low: correlation.ci95?.[0], high: correlation.ci95?.[1] };
  const parts = [];
  for (const grid of absolute ? [0, 0.5, 1] : [-1, -0.5, 0, 0.5, 1]) {
    parts.push(svg('line', {
      class: grid === 0 ? 'zero' : 'grid', x1: place(grid, bottom), x2: place(grid, bottom), y1: 0, y2: '100%',
    }));
  }
  if (low !== undefined) {
    parts.push(svg('line', {
      class: 'interval', x1: place(low, bottom), x2: place(high, bottom), y1: '50%', y2: '50%',
    }));
  }
  if (value !== undefined) {
    parts.push(svg('circle', { class: 'estimate', cx: place(value, bottom), cy: '50%', r: 4.5 }));
  }
  return parts;
}

export function axis(absolute) {
  const bottom = absolute ? 0 : -1;
  return svg('svg', { class: 'forest-axis', 'aria-hidden': 'true' },
    (absolute ? [0, 0.5, 1] : [-1, -0.5, 0, 0.5, 1]).map((value) =>
      svg('text', {
        class: Math.abs(value) === 0.5 ? 'half' : undefined, x: place(value, bottom), y: 14, 'text-anchor': 'middle',
      },
        absolute || value === 0 ? String(value) : rho(value).replace('.00', '').replace('0.50', '0.5'))));
}

export class Forest {
  #table;
  #axis = h('th', { scope: 'col', role: 'columnheader' });
  #predictors = h('tbody', { role: 'rowgroup' });
  #outcomes = h('tbody', { role: 'rowgroup', class: 'outcomes' });
  #heading = h('tbody', { role: 'rowgroup' },
    h('tr', { role: 'row', class: 'group' }, h('th', { colspan: 5, scope: 'rowgroup', role: 'rowheader' },
      'Outcomes, for comparison: they measure generalisation itself')));
  #rows = new Map();
  #choose;

  constructor(host, choose) {
    this.#choose = choose;
    const column = (text, name) => h('th', { scope: 'col', role: 'columnheader', class: name }, text);
    this.#table = h('table', { class: 'forest', role: 'table', 'aria-describedby': 'forest-help' },
      h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' },
        column('Measure'), this.#axis, column('ρ, 95 % interval', 'number'), column('n', 'number'),
        column('p (Holm)', 'number'))),
      this.#predictors, this.#heading, this.#outcomes);
    host.append(this.#table);
  }

  show({ measures, correlationOf, chosen, absolute }) {
    this.#axis.replaceChildren(axis(absolute));
    const rows = (outcome) => measures.filter((measure) => measure.outcome === outcome)
      .map((measure) => this.#row(measure, correlationOf(measure.name) ?? { n: 0 }, chosen, absolute));
    arrange(this.#predictors, rows(false));
    arrange(this.#outcomes, rows(true));
    this.#heading.hidden = this.#outcomes.children.length === 0;
  }

  #row(measure, correlation, chosen, absolute) {
    let row = this.#rows.get(measure.name);
    if (row === undefined) this.#rows.set(measure.name, row = this.#newRow(measure));
    const { spearman, ci95 } = correlation;
    row.element.classList.toggle('chosen', measure.name === chosen);
    row.button.setAttribute('aria-pressed', String(measure.name === chosen));
    const state = JSON.stringify([correlation, absolute]);
    if (row.state === state) return row.element;
    row.state = state;
    row.plot.replaceChildren(...drawn(correlation, absolute));
    row.rho.replaceChildren(...(spearman === undefined
      ? [h('span', { class: 'reason' }, correlation.reason ?? 'nothing yet')]
      : [h('strong', {}, rho(spearman)), ' ', h('span', { class: 'ci' }, ci95 ? interval(...ci95) : '')]));
    row.n.textContent = correlation.n;
    row.p.textContent = measure.outcome ? '' : p(correlation.holm_p);
    return row.element;
  }

  #newRow(measure) {
    const { name, family, reparameterisation_invariant: invariant } = measure;
    const button = h('button', { type: 'button', onclick: () => this.#choose(name) }, title(name));
    const plot = svg('svg', { 'aria-hidden': 'true' });
    const cell = (label, child) => h('td', { role: 'cell', class: label }, child);
    const parts = { rho: cell('number rho'), n: cell('number n'), p: cell('number p') };
    const element = h('tr', { role: 'row', class: `family-${family ?? 'unknown'}`, 'data-measure': name },
      h('th', { scope: 'row', role: 'rowheader' }, button,
        h('span', { class: 'tags' }, family ? h('span', { class: 'family' }, family) : null,
          invariant && !measure.outcome
            ? h('span', { class: 'invariant', title: 'Unchanged by reparameterisation' }, 'invariant') : null)),
      cell('plot', plot), parts.rho, parts.n, parts.p);
    return { element, button, plot, ...parts };
  }
}
