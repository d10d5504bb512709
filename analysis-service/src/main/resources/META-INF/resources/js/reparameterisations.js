// The same function with other parameters: how far measures move.

import { h } from './dom.js';
import { number, plural, title } from './format.js';
import { familyInk } from './ink.js';
import { Lines } from './lines.js';

/** A line per run, layers and measure of the rows that have a ratio. */
function courses(rows) {
  const lines = Map.groupBy(rows.filter((row) => row.ratio !== undefined),
    (row) => JSON.stringify([row.run, row.layers, row.measure]));
  return [...lines].map(([key, points]) => {
    const { run, family, hidden_layer: layer } = points[0];
    return {
      key,
      run,
      ink: familyInk(family),
      layer: Math.min(layer, 3),
      points: points.map((row) => ({ x: row.factor, y: row.ratio, row })),
    };
  });
}

function summary(measure, rows) {
  const compared = rows.filter((row) => row.equal !== undefined);
  const equal = compared.filter((row) => row.equal).length;
  const ratios = rows.map((row) => row.ratio).filter((ratio) => ratio !== undefined);
  const { invariant, family } = rows[0];
  const verdict = compared.length === 0 ? '' : `${equal} of ${compared.length}`;
  return h('tr', { class: `family-${family ?? 'unknown'}`, 'data-measure': measure },
    h('th', { scope: 'row' }, title(measure), h('span', { class: 'tags' },
      family ? h('span', { class: 'family' }, family) : null,
      invariant ? h('span', { class: 'invariant' }, 'invariant') : null)),
    h('td', { class: 'number', 'data-label': 'equal' },
      h('span', { class: invariant && equal < compared.length ? 'verdict broken' : null }, verdict)),
    h('td', { class: 'number', 'data-label': 'ratio' }, ratios.length === 0
      ? h('span', { class: 'reason' }, rows[0].reason ?? 'nothing yet')
      : `${number(Math.min(...ratios))} to ${number(Math.max(...ratios))}`));
}

/** Which measures stayed: non-invariant ones by how far they moved, then the invariant. */
function table(rows) {
  const reach = (some) => Math.max(0, ...some.map((row) => row.ratio ?? 0));
  const groups = [...Map.groupBy(rows, (row) => row.measure)].sort(([a, one], [b, other]) =>
    Number(one[0].invariant) - Number(other[0].invariant)
    || (one[0].invariant ? 0 : reach(other) - reach(one)) || a.localeCompare(b));
  const column = (text, name) => h('th', { scope: 'col', class: name }, text);
  return h('table', { class: 'variants' },
    h('thead', {}, h('tr', {}, column('Measure'), column('Equal', 'number'),
      column('Value over original', 'number'))),
    h('tbody', {}, groups.map(([measure, some]) => summary(measure, some))));
}

export class Reparameterisations {
  #lines;
  #table;
  #regimes = [];

  constructor(host, tableHost, open) {
    this.#table = tableHost;
    this.#lines = new Lines(host, {
      words: (line, { row }) => this.#words(row),
      open: (line) => open(line.run),
    });
  }

  /** Shows the rows of `layers`, of all if that is empty. */
  show({ items, layers, regimes }) {
    this.#regimes = regimes;
    const rows = items.filter((row) => layers === '' || row.layers === layers);
    const factors = [...new Set(rows.map((row) => row.factor))].sort((a, b) => a - b);
    const variants = new Set(rows.map((row) => `${row.run} ${row.layers} ${row.factor}`)).size;
    this.#lines.show({
      lines: courses(rows),
      x: 'log',
      y: 'log',
      xAt: factors.length <= 8 ? factors : undefined,
      xLabel: 'Factor (logarithmic)',
      yLabel: 'Value over original (log.)',
      label: `Measures of ${plural(variants, 'reparameterised network')} over those of the originals.`,
    });
    this.#table.replaceChildren(table(rows));
  }

  #words({ seed, regime, layers, factor, measure, original, value, ratio }) {
    const which = this.#regimes.length > 1 ? `, ${regime}` : '';
    return `Seed ${seed ?? '–'}${which}, layers ${layers} times ${number(factor)}: ${title(measure)} `
      + `${number(original)} became ${number(value)}, times ${number(ratio)}`;
  }
}
