// The table of runs, and one run with its provenance.

import { experimentPath, read } from './api.js';
import { arrange, h } from './dom.js';
import { accuracy, number, title } from './format.js';
import { failure } from './messages.js';

export class Runs {
  #body = h('tbody', {});
  #rows = new Map();
  #details;

  constructor(host, details) {
    this.#details = details;
    const column = (text, name) => h('th', { scope: 'col', class: name }, text);
    host.append(h('table', { class: 'runs' },
      h('thead', {}, h('tr', {}, column('Seed', 'number'), column('Regime'), column('State'),
        column('Epochs', 'number'), column('Train loss', 'number'), column('Test accuracy', 'number'),
        column('Measured', 'number'))),
      this.#body));
  }

  show(runs, points) {
    arrange(this.#body, runs.map((run) => this.#row(run, points.get(run.run))));
  }

  #row(run, point) {
    let row = this.#rows.get(run.run);
    const state = JSON.stringify([run, point?.test_accuracy]);
    if (row?.state === state) return row.element;
    const button = row?.button ?? h('button', { type: 'button', onclick: () => this.#details.open(run.run) });
    button.textContent = run.seed ?? run.run;
    button.setAttribute('aria-label', `Details of seed ${run.seed ?? run.run}, ${run.regime}`);
    const element = row?.element ?? h('tr', {});
    const number_ = (text) => h('td', { class: 'number' }, text);
    element.replaceChildren(
      h('th', { scope: 'row', class: 'number' }, button),
      h('td', {}, run.regime),
      h('td', {}, h('span', { class: `state ${run.state}`, title: run.reason }, run.state)),
      number_(run.epoch ?? '–'), number_(number(run.train_loss)), number_(accuracy(point?.test_accuracy)),
      h('td', { class: 'number' }, run.expected === undefined ? '–' : `${run.measured} / ${run.expected}`,
        run.further_expected > 0 ? h('span', { class: 'ci', title: 'further checkpoints' },
          ` + ${run.further_measured} / ${run.further_expected}`) : null));
    this.#rows.set(run.run, { element, button, state });
    return element;
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
