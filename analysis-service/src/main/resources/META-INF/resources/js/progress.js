// How far an experiment is.

import { h } from './dom.js';
import { plural } from './format.js';

const STATUS = { waiting: 'Waiting', running: 'Running', finished: 'Finished' };

export function statusLabel(status) {
  return h('span', { class: `status ${status}` }, STATUS[status] ?? status);
}

export function progressText({ runs, further_checkpoints: further }) {
  const failed = runs.failed > 0 ? `, ${plural(runs.failed, 'run')} failed` : '';
  const waiting = runs.trained - runs.measured;
  const measuring = waiting > 0 ? `, ${waiting} being measured` : '';
  const also = further?.expected > 0
    ? `, ${further.measured} of ${plural(further.expected, 'further checkpoint')}` : '';
  return `${runs.measured} of ${plural(runs.requested, 'run')} measured${measuring}${failed}${also}`;
}

export function progressBar(experiment) {
  const { runs } = experiment;
  const share = (n) => `${runs.requested > 0 ? (100 * n) / runs.requested : 0}%`;
  const bar = h('div', {
    class: 'bar',
    role: 'progressbar',
    'aria-label': 'Runs measured',
    'aria-valuemin': 0,
    'aria-valuemax': runs.requested,
    'aria-valuenow': runs.measured,
    'aria-valuetext': progressText(experiment),
  });
  for (const [kind, n] of [
    ['measured', runs.measured],
    ['trained', Math.max(0, runs.trained - runs.measured)],
    ['failed', runs.failed]]) {
    const part = h('span', { class: kind });
    part.style.width = share(n);
    bar.append(part);
  }
  return bar;
}
