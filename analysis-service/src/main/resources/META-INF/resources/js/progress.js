// How far an experiment is.

import { h } from './dom.js';
import { plural } from './format.js';

const STATUS = { waiting: 'Waiting', running: 'Running', finished: 'Finished' };

export function statusText(status) {
  return STATUS[status] ?? status;
}

export function statusLabel(status) {
  return h('span', { class: `status ${status}` }, statusText(status));
}

/** Trained, and neither measured nor failed: a run fails in training or in measuring. */
function beingMeasured({ requested, trained, measured, failed }) {
  return Math.max(0, Math.min(trained - measured, requested - measured - failed));
}

function progressText({ runs, further_checkpoints: further }) {
  const failed = runs.failed > 0 ? `, ${plural(runs.failed, 'run')} failed` : '';
  const waiting = beingMeasured(runs);
  const measuring = waiting > 0 ? `, ${waiting} waiting or being measured` : '';
  // How many there will be is known of a run once it is trained.
  const least = runs.measured + runs.failed < runs.requested ? 'at least ' : '';
  const also = further?.expected > 0
    ? `, ${further.measured} of ${least}${plural(further.expected, 'further checkpoint')}` : '';
  return `${runs.measured} of ${plural(runs.requested, 'run')} measured${measuring}${failed}${also}`;
}

/** A bar and the same in words. */
export class Progress {
  #parts = ['measured', 'trained', 'failed'].map((kind) => h('span', { class: kind }));
  bar = h('div', { class: 'bar', role: 'progressbar', 'aria-label': 'Runs measured', 'aria-valuemin': 0 }, this.#parts);
  text = h('p', { class: 'facts' });

  show(experiment) {
    const { requested, measured, failed } = experiment.runs;
    const words = progressText(experiment);
    this.text.textContent = words;
    for (const [name, value] of Object.entries({ max: requested, now: measured, text: words })) {
      this.bar.setAttribute(`aria-value${name}`, value);
    }
    [measured, beingMeasured(experiment.runs), failed].forEach((n, i) => {
      this.#parts[i].style.width = `${requested > 0 ? (100 * n) / requested : 0}%`;
    });
    return this;
  }
}
