// Several experiments together: does a measure order networks that were trained in different ways?

import { AcrossForm, address } from './acrossform.js';
import { AcrossTable } from './acrosstable.js';
import { download, experimentPath, read, readItems } from './api.js';
import { h } from './dom.js';
import { environments } from './environments.js';
import { plural } from './format.js';
import { failure, none } from './messages.js';

/** Most experiments that the list offers. */
const MOST_LISTED = 1000;
/** While networks are still to come, the answer is asked for again after so long, in milliseconds. */
const AGAIN = 5000;

export async function showAcross(main) {
  document.title = 'Across experiments · Lowland';
  try {
    const items = await readItems('/experiments', MOST_LISTED);
    if (items.length === 0) main.replaceChildren(h('h1', {}, 'Across experiments'), none());
    else new AcrossPage(main, items).start();
  } catch (problem) {
    main.replaceChildren(h('h1', {}, 'Across experiments'), failure(problem, () => showAcross(main)));
  }
}

class AcrossPage {
  #form;
  #table;
  #known;
  #kept = new Map();
  #state = h('p', { class: 'note', role: 'status' });
  #result = h('div', {});
  #notice = h('div', {});
  #details = h('section', { 'aria-labelledby': 'environments-heading', hidden: true });
  #csv = h('button', { type: 'button', onclick: () => this.#download() }, 'across.csv');
  #shown;
  #question = 0;
  #timer;

  constructor(main, experiments) {
    this.#known = new Map(experiments.map((experiment) => [experiment.experiment, experiment]));
    this.#form = new AcrossForm(experiments, () => this.#ask());
    this.#table = new AcrossTable((measure) => this.#open(measure));
    main.replaceChildren(
      h('h1', {}, 'Across experiments'),
      h('p', { class: 'intro' }, 'Does a measure order networks that were trained in different ways? '
        + 'Networks that differ in their seed alone are not compared.'),
      this.#form.element,
      h('section', { 'aria-labelledby': 'across-heading' },
        h('h2', { id: 'across-heading' }, 'Which measure keeps its promise everywhere?'),
        this.#state, this.#notice, this.#result),
      this.#details);
  }

  start() {
    this.#ask();
  }

  async #ask() {
    clearTimeout(this.#timer);
    const { experiments } = this.#form.choice;
    history.replaceState(null, '', address(this.#form.choice));
    const question = ++this.#question;
    if (experiments.length === 0) {
      this.#blank();
      return;
    }
    this.#state.textContent = 'Computing…';
    this.#result.classList.add('outdated');
    try {
      const [answer, ...correlations] = await Promise.all([
        read(this.#form.path), ...experiments.map((id) => this.#correlations(id))]);
      if (question === this.#question) this.#show(answer, correlations);
    } catch (problem) {
      if (question === this.#question) this.#fail(problem);
    }
    const unfinished = experiments.some((id) => this.#known.get(id)?.status !== 'finished');
    if (question === this.#question && unfinished) this.#timer = setTimeout(() => this.#again(), AGAIN);
  }

  /** The correlations of an experiment; those of one that is finished are asked for once. */
  async #correlations(id) {
    const kept = this.#kept.get(id);
    if (kept !== undefined) return kept;
    const finished = this.#known.get(id)?.status === 'finished';
    const answer = await read(experimentPath(id, '/correlations'));
    if (finished && !answer.correlations.some((row) => row.provisional)) this.#kept.set(id, answer);
    return answer;
  }

  /** Asks again, and whether all experiments are finished by now. */
  async #again() {
    const items = await readItems('/experiments', MOST_LISTED).catch(() => []);
    items.forEach((experiment) => this.#known.set(experiment.experiment, experiment));
    this.#ask();
  }

  #blank() {
    this.#state.textContent = 'Choose experiments above; those that differ in one respect, such as their number of '
      + 'training points, tell most.';
    this.#notice.replaceChildren();
    this.#result.replaceChildren();
    this.#details.hidden = true;
  }

  #fail(problem) {
    this.#state.textContent = '';
    this.#result.replaceChildren();
    this.#details.hidden = true;
    this.#notice.replaceChildren(failure(problem, () => this.#ask()));
  }

  #show(answer, correlations) {
    const { items } = answer;
    const compared = items.filter((item) => item.granulated_kendall !== undefined);
    const unfinished = answer.experiments.filter((id) => this.#known.get(id)?.status !== 'finished').length;
    this.#state.textContent = [
      `${plural(items.length, 'measure')} over ${plural(answer.experiments.length, 'experiment')}`,
      unfinished > 0 ? `provisional: ${plural(unfinished, 'experiment')} not finished` : '',
    ].filter(Boolean).join('; ') + '.';
    this.#notice.replaceChildren(...(items.length > 0 && compared.length > 0 ? [] : [this.#why(items)]));
    this.#result.classList.remove('outdated');
    this.#shown = new Map(items.map((item) => [item.measure, item]));
    this.#table.show(items, answer.experiments.map((id, i) => ({
      id, facts: this.#known.get(id), correlations: correlations[i].correlations,
    })));
    if (this.#table.element.parentNode === null) {
      this.#result.replaceChildren(this.#table.element, h('p', { class: 'actions' }, this.#csv));
    }
    this.#open(this.#table.chosen);
  }

  /** Why there is nothing to compare, and what to do. */
  #why(items) {
    const reasons = [...new Set(items.map((item) => item.reason).filter(Boolean))];
    return h('p', { class: 'notice' }, items.length === 0
      ? 'No network of these experiments is measured yet.'
      : `Nothing can be compared: ${reasons.join('; ')}. `
        + 'Choose experiments that differ in one of the ticked respects only, or tick others.');
  }

  /** Shows what the coefficient and the error of `measure` are made of. */
  #open(measure) {
    const item = this.#shown?.get(measure);
    const worth = item !== undefined && item.environments.length > 0;
    this.#details.hidden = !worth;
    if (worth) this.#details.replaceChildren(...environments(item));
  }

  #download() {
    download(this.#form.path, 'across.csv').catch((problem) => { this.#state.textContent = problem.message; });
  }
}
