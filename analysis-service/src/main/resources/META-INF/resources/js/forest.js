// The forest plot: a table whose rows are measures, with interval and ρ drawn to one scale.

import { arrange, h } from './dom.js';
import { tooFew } from './few.js';
import { interval, p, plural, rho, title } from './format.js';
import { commonReason, reasonNote, whyNot } from './reasons.js';
import { axis, Whisker } from './whisker.js';

/** Where there are more predictors than this, the strongest stand for all until all are asked for. */
const STRONGEST = 10;
/** So few more than that are shown without being asked for. */
const SPARE = 3;

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
  #note = h('div', {});
  #few = h('p', { class: 'notice few' });
  #provisional = h('p', {}, h('span', { class: 'provisional' }, 'provisional'));
  #more = h('button', { type: 'button', class: 'more', hidden: true, onclick: () => this.#toggle() });
  #all = false;
  #view;

  constructor(host, choose) {
    this.#choose = choose;
    const column = (text, name) => h('th', { scope: 'col', role: 'columnheader', class: name }, text);
    this.#table = h('table', { class: 'forest whiskers', role: 'table', 'aria-describedby': 'forest-help' },
      h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' },
        column('Measure'), this.#axis, column('ρ, 95 % interval', 'number'), column('n', 'number'),
        column('p (Holm)', 'number'))),
      this.#predictors, this.#heading, this.#outcomes);
    host.append(this.#few, this.#provisional, this.#note, this.#table, this.#more);
  }

  #toggle() {
    this.#all = !this.#all;
    this.show(this.#view);
  }

  show(view) {
    this.#view = view;
    const { measures, correlationOf, chosen, absolute } = view;
    if (absolute !== this.#absolute) this.#axis.replaceChildren(axis(absolute));
    this.#absolute = absolute;
    const predictors = measures.filter((measure) => !measure.outcome);
    const many = predictors.length > STRONGEST + SPARE;
    const some = many && !this.#all;
    const correlations = new Map(measures.map(({ name }) => [name, correlationOf(name) ?? { n: 0 }]));
    const common = commonReason(predictors.map(({ name }) => correlations.get(name)));
    const rows = (list) => list.map((measure) =>
      this.#row(measure, { ...correlations.get(measure.name), common }, chosen, absolute));
    arrange(this.#predictors, rows(predictors.filter(({ name }, i) => !some || i < STRONGEST || name === chosen)));
    arrange(this.#outcomes, rows(some ? [] : measures.filter((measure) => measure.outcome)));
    this.#heading.hidden = this.#outcomes.children.length === 0;
    // Where it is the reason of all, it stands at the large plot.
    const given = predictors.map(({ name }) => correlations.get(name));
    this.#note.replaceChildren(given.every(({ reason }) => reason === common) ? '' : reasonNote(given, common));
    const defined = given.filter(({ spearman }) => spearman !== undefined);
    const few = tooFew(Math.max(0, ...defined.map(({ n }) => n)), defined.length);
    if (this.#few.textContent !== few) this.#few.textContent = few;
    this.#few.hidden = few === '';
    this.#provisional.hidden = !defined.some(({ provisional }) => provisional);
    this.#more.hidden = !many;
    this.#more.setAttribute('aria-expanded', String(this.#all));
    this.#more.textContent = some
      ? `Show all ${plural(predictors.length, 'measure')}` : `Show the strongest ${STRONGEST} alone`;
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
      ? [whyNot(correlation.reason ?? 'nothing yet', correlation.common)]
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
