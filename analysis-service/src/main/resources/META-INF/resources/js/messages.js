// What stands where results cannot.

import { h } from './dom.js';

/** A failure, in the service's words, and what to do. */
export function failure(problem, retry) {
  return h('section', { class: 'message error', role: 'alert' },
    h('h2', {}, problem.status === 404 ? 'Not found' : 'This did not work'),
    h('p', {}, problem.message),
    h('p', { class: 'actions' },
      retry && problem.status !== 404
        ? h('button', { type: 'button', onclick: retry }, 'Try again') : null,
      h('a', { href: '/' }, 'All experiments')));
}

/** There is nothing yet, and how to change that. */
function empty(heading, ...content) {
  return h('section', { class: 'message' }, h('h2', {}, heading), ...content);
}

/** There is no experiment at all. */
export function none() {
  return empty('No experiment yet',
    h('p', {}, 'Submit one, and it appears here while its networks train:'),
    h('pre', {}, h('code', {}, './lowland run experiments/first-run.yaml')),
    h('p', {}, 'On a stack that is up, POST the file to the trainer’s ',
      h('code', {}, '/experiments'), '.'));
}
