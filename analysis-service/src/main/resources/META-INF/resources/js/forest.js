// The forest plot: a table whose rows are measures, with interval and ρ drawn to one scale.

import { arrange, h } from './dom.js';
import { interval, p, rho, title } from './format.js';
import { axis, Whisker } from './whisker.js';

export class Forest {
  #table;
  #axis = h('th', { scope: 'col', role: 'columnheader' });
  #predictors = h('tbody', { role: 'rowgroup' });
  #outcomes = h('tbody', { role: 'rowgroup', class: 'outcomes' });
  #heading = h('tbody', { role: 'rowgroup' },
    h('tr', { role: 'row', class: 'group' }, h('th', { colspan: 5, scope: 'rowgroup', role: 'rowheader' },
      'Outcomes, for comparison: they measure generalisation itself')));
  #rows = new Map();
  #absolute;
  #choose;

  constructor(host, choose) {
    this.#choose = choose;
    const column = (text, name) => h('th', { scope: 'col', role: 'columnheader', class: name }, text);
    this.#table = h('table', { class: 'forest whiskers', role: 'table', 'aria-describedby': 'forest-help' },
      h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' },
        column('Measure'), this.#axis, column('ρ, 95 % interval', 'number'), column('n', 'number'),
        column('p (Holm)', 'number'))),
      this.#predictors, this.#heading, this.#outcomes);
    host.append(this.#table);
  }

  show({ measures, correlationOf, chosen, absolute }) {
    if (absolute !== this.#absolute) this.#axis.replaceChildren(axis(absolute));
    this.#absolute = absolute;
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
    row.whisker.show(correlation, absolute);
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
    const whisker = new Whisker();
    const cell = (label, child) => h('td', { role: 'cell', class: label }, child);
    const parts = { rho: cell('number rho'), n: cell('number n'), p: cell('number p') };
    const element = h('tr', { role: 'row', class: `family-${family ?? 'unknown'}`, 'data-measure': name },
      h('th', { scope: 'row', role: 'rowheader' }, button,
        h('span', { class: 'tags' }, family ? h('span', { class: 'family' }, family) : null,
          invariant && !measure.outcome
            ? h('span', { class: 'invariant', title: 'Unchanged by reparameterisation' }, 'invariant') : null)),
      cell('plot', whisker.element), parts.rho, parts.n, parts.p);
    return { element, button, whisker, ...parts };
  }
}
