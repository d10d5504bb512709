// Ways of training side by side.

import { h, svg } from './dom.js';
import { accuracy, number, p, title } from './format.js';
import { colour } from './marks.js';
import { extent, linear } from './scale.js';

const outcome = new Set(['test_accuracy', 'train_accuracy']);

function shown(measure, value) {
  return outcome.has(measure) ? accuracy(value) : number(value);
}

/** A difference: of percentages, in points. */
function change(measure, value) {
  return shown(measure, value).replace('%', 'points');
}

/** One line of dots per regime, on one scale. */
function strips(measure, regimes, points) {
  const values = points.map((point) => point.values[measure]).filter((value) => value !== undefined);
  const to = linear(extent(values, 0.02) ?? [0, 1], 0, 1000);
  const drawing = svg('svg', {
    class: 'strips', viewBox: '0 0 1000 36', preserveAspectRatio: 'none', 'aria-hidden': 'true',
  });
  regimes.forEach(({ name, number: i }, row) => {
    drawing.append(svg('path', {
      class: `dots ${colour(i)}`,
      d: points.filter((point) => point.regime === name && point.values[measure] !== undefined)
        .map((point) => `M${to(point.values[measure]).toFixed(0)} ${9 + 18 * row}h0`).join(''),
    }));
  });
  return drawing;
}

function row(item, points, regimes) {
  const pair = [item.first, item.second].map((name) => ({ name, number: regimes.indexOf(name) }));
  const cells = item.reason === undefined
    ? [shown(item.measure, item.first_mean), shown(item.measure, item.second_mean),
      h('span', {}, change(item.measure, item.difference), ' ', h('span', { class: 'ci' },
        `${shown(item.measure, item.ci_low).replace(/\u00a0%/, '')} to ${change(item.measure, item.ci_high)}`)),
      p(item.p)]
    : ['–', '–', h('span', { class: 'reason' }, item.reason), '–'];
  return h('tr', {}, h('th', { scope: 'row' }, title(item.measure)),
    h('td', { class: 'plot' }, strips(item.measure, pair, points)),
    cells.map((cell, i) => h('td', {
      class: 'number', 'data-label': [item.first, item.second, 'difference', 'p (Welch)'][i],
    }, cell)));
}

/** A table per pair of regimes. */
export function comparisonTables(items, points, regimes) {
  const pairs = Map.groupBy(items, (item) => `${item.first} / ${item.second}`);
  return [...pairs.values()].map((rows) => {
    const { first, second, first_n: n1, second_n: n2 } = rows[0];
    const head = (name, n) => h('th', { scope: 'col', class: 'number' },
      h('span', { class: `key ${colour(regimes.indexOf(name))}` }), `${name} (n = ${n})`);
    return h('div', { class: 'wide', tabindex: 0, role: 'region', 'aria-label': `${first} and ${second}` },
      // Where the head of the table is not seen, as on a telephone.
      h('ul', { class: 'legend narrow', 'aria-hidden': 'true' }, [first, second].map((name) =>
        h('li', {}, h('span', { class: `key ${colour(regimes.indexOf(name))}` }), name))),
      h('table', { class: 'comparison' },
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Mean of'),
          h('th', { scope: 'col' }, h('span', { class: 'visually-hidden' }, 'Distribution')),
          head(first, n1), head(second, n2),
          h('th', { scope: 'col', class: 'number' }, 'Difference, 95 % interval'),
          h('th', { scope: 'col', class: 'number' }, 'p (Welch)'))),
        h('tbody', {}, rows.map((item) => row(item, points, regimes)))));
  });
}
