// What the coefficient and the sign error of one measure are made of.

import { environmentName } from './acrosstable.js';
import { h } from './dom.js';
import { axisName, rho, title } from './format.js';
import { Whisker } from './whisker.js';

/** ψ along each hyperparameter, and the error in each environment, the worst first. */
export function environments({ measure, n, psi, environments: all }) {
  const along = Object.entries(psi).map(([axis, value]) => `${axisName(axis)} ${rho(value)}`).join(', ');
  const rows = [...all].sort((a, b) => b.error - a.error).map((each) => h('tr', {},
    h('th', { scope: 'row' }, environmentName(each)),
    h('td', { class: 'plot' }, new Whisker().show({ spearman: each.error }, true).element),
    h('td', { class: 'number' }, each.error.toFixed(2)),
    h('td', { class: 'number' }, each.pairs.toLocaleString('en'))));
  const column = (text, name) => h('th', { scope: 'col', class: name }, text);
  return [
    h('h2', { id: 'environments-heading' }, `${title(measure)}, environment by environment`),
    h('p', { class: 'intro' }, `Over ${n.toLocaleString('en')} networks. ψ along ${along}. An environment is a pair of `
      + 'settings that differ in one respect.'),
    h('div', { class: 'wide tall', tabindex: 0, role: 'region', 'aria-label': 'Sign error by environment' },
      h('table', { class: 'environments whiskers' },
        h('thead', {}, h('tr', {}, column('Environment'), h('th', { scope: 'col' }, h('span', { class: 'visually-hidden' },
          'Sign error, drawn')), column('Sign error', 'number'), column('Pairs', 'number'))),
        h('tbody', {}, rows))),
  ];
}
