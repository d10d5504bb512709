// The table of runs, and one run with its provenance.

import { experimentPath, read } from './api.js';
import { h } from './dom.js';
import { accuracy, number, title } from './format.js';
import { failure } from './messages.js';

/** Rows that are made or changed in one go. */
const CHUNK = 25;

export class Runs {
  #body = h('tbody', {});
  #measure = h('th', { scope: 'col', class: 'number' });
  #rows = new Map();
  #details;

  constructor(host, details) {
    this.#details = details;
    const column = (text, name) => h('th', { scope: 'col', class: name }, text);
    host.append(h('table', { class: 'runs' },
      h('thead', {}, h('tr', {}, column('Seed', 'number'), column('Regime'), column('State'),
        column('Epochs', 'number'), column('Train loss', 'number'), column('Test accuracy', 'number'),
        this.#measure, column('Measured', 'number'))),
      this.#body));
  }

  /** Brings the table up to date, some rows at a time. */
  * show({ runs, points, chosen }) {
    this.#measure.textContent = title(chosen);
    let changed = 0;
    for (const run of runs.values()) {
      const point = points.get(run.run);
      if (this.#update(run, point?.test_accuracy, point?.values[chosen]) && ++changed % CHUNK === 0) yield;
    }
  }

  /** Whether the row of `run` has changed. */
  #update(run, reached, value) {
    const state = JSON.stringify([run, reached, value]);
    let row = this.#rows.get(run.run);
    if (row?.state === state) return false;
    if (row === undefined) this.#rows.set(run.run, row = this.#newRow(run));
    row.state = state;
    const further = run.further_expected > 0 ? ` + ${run.further_measured} / ${run.further_expected}` : '';
    row.badge.className = `state ${run.state}`;
    row.badge.textContent = run.state;
    row.reason.textContent = run.reason ?? '';
    [run.epoch ?? '–', number(run.train_loss), accuracy(reached), number(value),
      run.expected === undefined ? '–' : `${run.measured} / ${run.expected}${further}`]
      .forEach((text, i) => { row.cells[i].textContent = text; });
    return true;
  }

  #newRow({ run, seed, regime }) {
    const badge = h('span', {});
    const reason = h('span', { class: 'reason' });
    const cells = Array.from({ length: 5 }, () => h('td', { class: 'number' }));
    this.#body.append(h('tr', {}, h('th', { scope: 'row', class: 'number' }, h('button', {
      type: 'button',
      'aria-label': `Details of seed ${seed ?? run}, ${regime}`,
      onclick: () => this.#details.open(run),
    }, String(seed ?? run))), h('td', {}, regime), h('td', {}, badge, ' ', reason), cells));
    return { badge, reason, cells };
  }
}

function facts(entries) {
  return h('dl', { class: 'provenance' }, entries.filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, String(value)))));
}

function text(value) {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function evidence(details) {
  const entries = Object.entries(details ?? {});
  if (entries.length === 0) return null;
  return h('details', {}, h('summary', {}, 'Evidence'),
    facts(entries.map(([name, value]) => [title(name),
      text(value).length > 400 ? `${text(value).slice(0, 400)}… (all of it by the API)` : text(value)])));
}

function measurement(item) {
  const error = item.standard_error === undefined ? '' : ` ± ${number(item.standard_error)}`;
  return h('tr', {}, h('th', { scope: 'row' }, title(item.measure)),
    h('td', { class: 'number' }, item.reason === undefined ? `${number(item.value)}${error}`
      : h('span', { class: 'reason' }, item.reason)),
    h('td', { class: 'number' }, `${number(item.seconds)} s`),
    h('td', {}, evidence(item.details)));
}

/** A dialog with everything that is known about one run. */
export class RunDetails {
  #dialog = h('dialog', { class: 'run', 'aria-labelledby': 'run-heading' });
  #experiment;
  #facts;

  constructor(host, experiment, runFacts) {
    this.#experiment = experiment;
    this.#facts = runFacts;
    host.append(this.#dialog);
    this.#dialog.addEventListener('click', (event) => {
      if (event.target === this.#dialog) this.#dialog.close();
    });
  }

  async open(id) {
    const run = this.#facts(id);
    const content = h('div', { 'aria-live': 'polite' }, h('p', { class: 'loading' }, 'Loading…'));
    this.#dialog.replaceChildren(h('div', { class: 'sheet' },
      h('div', { class: 'title-line' },
        h('h2', { id: 'run-heading' }, `Seed ${run?.seed ?? '–'}${run ? `, ${run.regime}` : ''}`),
        h('button', { type: 'button', class: 'close', onclick: () => this.#dialog.close() }, 'Close')),
      content));
    if (!this.#dialog.open) this.#dialog.showModal();
    try {
      const query = new URLSearchParams({ run: id, details: 'true' });
      const { items } = await read(experimentPath(this.#experiment, `/measurements?${query}`));
      content.replaceChildren(...RunDetails.#content(id, run, items));
    } catch (problem) {
      content.replaceChildren(failure(problem, () => this.open(id)));
    }
  }

  static #content(id, run, items) {
    const newest = items.at(-1);
    const training = Object.entries(newest?.training ?? {});
    return [
      run?.reason ? h('p', { class: 'notice' }, `Failed: ${run.reason}`) : null,
      items.length === 0 ? h('p', {}, 'Nothing is measured yet.')
        : h('div', { class: 'wide' }, h('table', { class: 'measurements' },
          h('thead', {}, h('tr', {}, ['Measure', 'Value', 'Time', ''].map((name, i) =>
            h('th', { scope: 'col', class: i === 1 || i === 2 ? 'number' : null }, name)))),
          h('tbody', {}, items.map(measurement)))),
      h('h3', {}, 'Provenance'),
      facts([
        ['Run', id],
        ['Checkpoint', newest?.checkpoint ?? run?.checkpoint],
        ['Measured by', newest && `Lowland ${newest.code_version}`],
        ...training.filter(([, value]) => String(value).length <= 200)
          .map(([name, value]) => [title(name), value]),
      ]),
    ].filter(Boolean);
  }
}
