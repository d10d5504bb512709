// What is left of correlations when covariates are held fixed.

import { h } from './dom.js';
import { p, rho, title } from './format.js';
import { commonReason, reasonNote, whyNot } from './reasons.js';

/** A table with a row per measure, and what it leaves out. */
export function partialTable(items, correlationOf) {
  const common = commonReason(items);
  return [reasonNote(items, common), h('table', { class: 'partial' },
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Measure'),
      ['ρ', 'ρ given these', 'p', 'n'].map((text) => h('th', { scope: 'col', class: 'number' }, text)))),
    h('tbody', {}, items.map((item) => h('tr', {}, h('th', { scope: 'row' }, title(item.measure)),
      [rho(correlationOf(item.measure)?.spearman),
        item.reason === undefined ? h('strong', {}, rho(item.spearman))
          : whyNot(item.reason, common),
        p(item.p), String(item.n)].map((cell) => h('td', { class: 'number' }, cell))))))];
}
