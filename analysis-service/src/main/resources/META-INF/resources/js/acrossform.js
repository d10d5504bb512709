// Which experiments are looked at together, and how they are compared.

import { h } from './dom.js';
import { axisName, plural } from './format.js';
import { statusLabel } from './progress.js';

/** As the service takes them when none are named. */
const DEFAULT_AXES = ['dataset', 'train_points', 'architecture', 'regime'];
const AXES = [...DEFAULT_AXES, 'batch_size', 'learning_rate', 'max_epochs'];
const TARGETS = { test_error: 'test error', generalisation_gap: 'generalisation gap (train − test accuracy)' };
/** From so many experiments on, they can be searched. */
const MANY = 8;

function respects({ dataset, architecture, train_points: points }) {
  return [dataset, architecture, points && plural(points, 'training point')];
}

/** Names of experiments by what they differ in; by id, where that is nothing. */
export function labels(experiments) {
  const parts = experiments.map((experiment) => [experiment.name, ...respects(experiment)]);
  const differ = (i) => parts.some((each) => each[i] !== parts[0][i]);
  const texts = parts.map((each) => each.filter((part, i) => part && differ(i)).join(' · '));
  return texts.map((text, i) => (text === '' || texts.indexOf(text) !== texts.lastIndexOf(text)
    ? [text, experiments[i].experiment].filter(Boolean).join(' · ') : text));
}

/** The question, as the service reads it. */
function query({ experiments, axes, target }) {
  const asked = new URLSearchParams({ experiments: experiments.join(',') });
  if (axes.join() !== DEFAULT_AXES.join()) asked.set('axes', axes.join());
  if (target !== 'test_error') asked.set('target', target);
  return asked;
}

/** Where the page with this choice stands. */
export function address(choice) {
  const asked = query(choice);
  asked.set('across', asked.get('experiments'));
  asked.delete('experiments');
  return `/?${asked}`;
}

function choiceOf(text) {
  const asked = new URLSearchParams(text);
  const names = (key) => (asked.get(key) ?? '').split(',').filter(Boolean);
  const axes = names('axes').filter((name) => AXES.includes(name));
  return {
    experiments: names('across'),
    axes: axes.length > 0 ? axes : DEFAULT_AXES,
    target: asked.get('target') in TARGETS ? asked.get('target') : 'test_error',
  };
}

export class AcrossForm {
  element;
  /** `{ experiments, axes, target }`, as the address has it until something is chosen. */
  choice = choiceOf(location.search);
  #changed;
  #boxes;
  #axes;
  #target;
  #count = h('span', { class: 'ci' });

  /** Offers `experiments`; calls `changed` when the choice is another. */
  constructor(experiments, changed) {
    this.#changed = changed;
    this.#boxes = experiments.map((experiment) => this.#box(experiment.experiment, 'experiments'));
    this.#axes = AXES.map((name) => this.#box(name, 'axes'));
    this.#target = h('select', { onchange: () => this.#choose() },
      Object.entries(TARGETS).map(([value, label]) => h('option', { value }, label)));
    this.#target.value = this.choice.target;
    const rows = experiments.map((experiment, i) => h('label', { class: 'check option' }, this.#boxes[i],
      h('span', {}, h('span', { class: 'name' }, experiment.name ?? experiment.experiment), ' ',
        statusLabel(experiment.status),
        h('span', { class: 'respects' }, [...respects(experiment), `${plural(experiment.runs.measured, 'run')} measured`].filter(Boolean).join(' · ')),
        experiment.name ? h('code', {}, experiment.experiment) : null)));
    this.element = h('form', { class: 'across', onsubmit: (event) => event.preventDefault() },
      h('fieldset', {}, h('legend', {}, 'Experiments ', this.#count),
        experiments.length < MANY ? null : this.#search(rows),
        h('div', { class: 'options', tabindex: rows.length < MANY ? undefined : 0 }, rows)),
      h('fieldset', {}, h('legend', {}, 'Compared along'),
        h('div', { class: 'controls' }, AXES.map((name, i) =>
          h('label', { class: 'check' }, this.#axes[i], axisName(name))))),
      h('label', { class: 'field' }, h('span', {}, 'Against'), this.#target));
    this.#say();
  }

  /** What to ask the service for. */
  get path() {
    return `/statistics/across?${query(this.choice)}`;
  }

  #box(value, list) {
    return h('input', {
      type: 'checkbox', value, checked: this.choice[list].includes(value), onchange: () => this.#choose(),
    });
  }

  #choose() {
    const ticked = (boxes) => boxes.filter((box) => box.checked).map((box) => box.value);
    const axes = ticked(this.#axes);
    if (axes.length === 0) {
      // Without any, the service would take its own: the page shows them.
      this.#axes.forEach((box) => { box.checked = DEFAULT_AXES.includes(box.value); });
    }
    this.choice = {
      experiments: ticked(this.#boxes), axes: ticked(this.#axes), target: this.#target.value,
    };
    this.#say();
    this.#changed();
  }

  #say() {
    this.#count.textContent = `${this.choice.experiments.length} of ${this.#boxes.length} chosen`;
  }

  #search(rows) {
    const texts = rows.map((row) => row.textContent.toLowerCase());
    return h('input', {
      type: 'search', class: 'search', placeholder: 'Search by name, data set, size', 'aria-label': 'Search experiments',
      oninput: ({ target }) => rows.forEach((row, i) => {
        row.hidden = !texts[i].includes(target.value.trim().toLowerCase());
      }),
    });
  }
}
