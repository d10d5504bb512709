// A row per measure: its coefficient and error over all experiments, its correlation in each.

import { labels } from './acrossform.js';
import { h } from './dom.js';
import { FEWEST } from './few.js';
import { axisName, interval, rho, tick, title } from './format.js';
import { axis, Whisker } from './whisker.js';

const share = (value) => (value === undefined ? '–' : value.toFixed(2));

/** How rows are ordered: best first, those without a value last. */
const ORDERS = {
  coefficient: { label: 'Granulated Kendall Ψ', of: (item) => -item.granulated_kendall },
  mean: { label: 'Sign error, mean', of: (item) => item.sign_error_mean },
  worst: { label: 'Sign error, worst', of: (item) => item.sign_error_worst },
};

/** What an environment compares, small before large. */
export function environmentName({ axis: along, first, second }) {
  const values = [first, second].sort((a, b) => a - b || a.localeCompare(b));
  return `${axisName(along)} ${values.map((value) => (Number(value) >= 1000 ? tick(Number(value)) : value)).join(' / ')}`;
}

export class AcrossTable {
  chosen = '';
  #open;
  #order = 'coefficient';
  #items = [];
  #experiments = [];
  #table = h('table', { class: 'heat whiskers', role: 'table' });
  element = h('div', {},
    h('p', { class: 'intro', id: 'across-help' },
      'Ψ and ρ from −1 to 1; the sign error is the share of pairs put in the wrong order: 0 is best, ½ is chance. Each '
      + 'measure is taken as its theory has it. Cells of ρ are tinted ',
      h('span', { class: 'swatch kept' }, 'green'), ' where it has the promised sign and ',
      h('span', { class: 'swatch against' }, '▾ orange'), ' where it has the opposite one; a ρ whose interval crosses 0 '
      + `or that comes from fewer than ${FEWEST} networks stays plain.`),
    h('div', { class: 'wide', tabindex: 0, role: 'region', 'aria-label': 'Measures across experiments' }, this.#table));

  /** Calls `open(measure)` when a measure is chosen. */
  constructor(open) {
    this.#open = open;
    this.#table.setAttribute('aria-describedby', 'across-help');
  }

  /** Shows statistics `items`, and experiments `{ id, facts, correlations }`. */
  show(items, experiments) {
    this.#items = items;
    const names = labels(experiments.map(({ id, facts }) => facts ?? { experiment: id }));
    this.#experiments = experiments.map(({ id, correlations }, i) => ({
      id,
      name: names[i],
      rows: new Map(correlations.filter((row) => row.regime === 'all').map((row) => [row.measure, row])),
    }));
    this.#draw();
  }

  #draw() {
    const { of } = ORDERS[this.#order];
    const key = (item) => { const value = of(item); return Number.isFinite(value) ? value : Infinity; };
    const sorted = [...this.#items].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0)
      || a.measure.localeCompare(b.measure));
    if (!sorted.some((item) => item.measure === this.chosen)) this.chosen = sorted[0]?.measure ?? '';
    const focused = this.#table.contains(document.activeElement) ? document.activeElement.dataset.name : undefined;
    this.#table.replaceChildren(this.#head(), h('tbody', { role: 'rowgroup' }, sorted.map((item) => this.#row(item))));
    if (focused) this.#table.querySelector(`[data-name="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }

  #head() {
    const column = (attributes, ...content) => h('th', { scope: 'col', role: 'columnheader', ...attributes }, ...content);
    return h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' },
      column({ class: 'name' }, 'Measure'),
      column({ class: 'plot' }, axis(false)), this.#sortable('coefficient'),
      column({ class: 'plot' }, axis(true)), this.#sortable('mean'), this.#sortable('worst'),
      this.#experiments.map(({ id, name }) => column({ class: 'number each' },
        'ρ, ', h('a', { href: `/?experiment=${encodeURIComponent(id)}` }, name)))));
  }

  #sortable(name) {
    return h('th', {
      scope: 'col', role: 'columnheader', class: 'number', 'aria-sort': name !== this.#order ? undefined
        : name === 'coefficient' ? 'descending' : 'ascending',
    }, h('button', {
      type: 'button', 'data-name': `sort ${name}`, onclick: () => { this.#order = name; this.#draw(); },
    }, ORDERS[name].label));
  }

  #row(item) {
    const { measure, preference, granulated_kendall: coefficient, sign_error_mean: mean, sign_error_worst: worst } = item;
    const rows = this.#experiments.map((experiment) => experiment.rows.get(measure));
    const family = rows.find((row) => row?.family)?.family ?? 'unknown';
    const worstOne = item.environments.find((each) => each.error === worst);
    const cell = (name, ...content) => h('td', { role: 'cell', ...name }, ...content);
    const error = mean === undefined ? {} : { spearman: mean, ci95: [mean, worst] };
    return h('tr', {
      role: 'row', 'data-measure': measure, class: `family-${family}${measure === this.chosen ? ' chosen' : ''}`,
    },
      h('th', { scope: 'row', role: 'rowheader', class: 'name' },
        h('button', {
          type: 'button', 'data-name': measure, 'aria-pressed': String(measure === this.chosen),
          onclick: () => this.#choose(measure),
        }, title(measure)),
        h('span', { class: 'tags' }, h('span', { class: 'family' }, family),
          h('span', { class: 'promise' }, `promises by ${preference === 'higher' ? 'large' : 'small'} values`))),
      cell({ class: 'plot coefficient' }, new Whisker().show({ spearman: coefficient }, false).element),
      cell({ class: 'number', 'data-label': 'Granulated Kendall Ψ' }, coefficient === undefined
        ? h('span', { class: 'reason', title: item.reason }, '–') : h('strong', {}, rho(coefficient))),
      cell({ class: 'plot error' }, new Whisker().show(error, true).element),
      cell({ class: 'number', 'data-label': 'Sign error, mean' }, share(mean)),
      cell({ class: 'number', 'data-label': 'Sign error, worst' }, share(worst),
        worstOne ? h('span', { class: 'ci worst' }, environmentName(worstOne)) : null),
      rows.map((row, i) => this.#correlation(row, preference, this.#experiments[i])));
  }

  #choose(measure) {
    this.chosen = measure;
    this.#draw();
    this.#open(measure);
  }

  #correlation(row, preference, { name }) {
    const label = { role: 'cell', 'data-label': `ρ, ${name}` };
    if (row?.spearman === undefined) {
      return h('td', { ...label, class: 'number each' },
        h('span', { class: 'reason', title: row?.reason }, row === undefined ? 'not measured' : '–'));
    }
    const { spearman, ci95, n } = row;
    const told = ci95 !== undefined && ci95[0] * ci95[1] > 0 && n >= FEWEST;
    const kept = (spearman > 0) === (preference === 'higher');
    const element = h('td', { ...label, class: `number each${told ? (kept ? ' kept' : ' against') : ''}` },
      h('span', {}, rho(spearman)), h('span', { class: 'ci' }, ci95 ? interval(...ci95) : ''));
    element.style.setProperty('--strength', `${Math.round(10 + 50 * Math.abs(spearman))}%`);
    return element;
  }
}
