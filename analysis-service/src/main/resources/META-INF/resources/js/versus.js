// Is the chosen measure a better predictor than the others?

import { h } from './dom.js';
import { interval, rho, title } from './format.js';
import { commonReason, reasonNote, whyNot } from './reasons.js';
import { axis, Whisker } from './whisker.js';

function verdict({ ci_low: low, ci_high: high }) {
  if (low > 0) return 'stronger';
  return high < 0 ? 'weaker' : 'not told apart';
}

function row(item, families, common) {
  const known = item.reason === undefined;
  const shape = known ? { spearman: item.difference, ci95: [item.ci_low, item.ci_high] } : {};
  return h('tr', { class: `family-${families.get(item.measure) ?? 'unknown'}` },
    h('th', { scope: 'row' }, title(item.measure)),
    h('td', { class: 'plot' }, new Whisker().show(shape, false).element),
    h('td', { class: 'number' }, known
      ? [h('strong', {}, rho(item.difference)), ' ', h('span', { class: 'ci' }, interval(item.ci_low, item.ci_high))]
      : whyNot(item.reason, common)),
    h('td', {}, known ? h('span', { class: `verdict ${verdict(item).replaceAll(' ', '-')}` }, verdict(item)) : ''));
}

/** A table of |ρ of the chosen measure| − |ρ of another|, one row per other, and what it leaves out. */
export function versusTable(items, families) {
  const common = commonReason(items);
  const column = (text, name) => h('th', { scope: 'col', class: name }, text);
  return [reasonNote(items, common), h('table', { class: 'versus whiskers' },
    h('thead', {}, h('tr', {}, column('Than'), h('th', { scope: 'col' }, axis(false)),
      column('Difference of |ρ|', 'number'), column('It is'))),
    h('tbody', {}, items.map((item) => row(item, families, common))))];
}
