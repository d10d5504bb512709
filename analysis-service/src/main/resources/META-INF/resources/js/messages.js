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

/** The page cannot know the file. */
const RESUME = './lowland run FILE --resume';

/** How to see the results of a run again that was stopped. */
const ON = `A run that was stopped, by Ctrl-C say, goes on with ${RESUME} and says where its page is then.`;

/** `text` as nodes, the command in it as code. */
export function withCommand(text) {
  return text.split(RESUME).flatMap((part, i) => i === 0 ? [part] : [h('code', {}, RESUME), part]);
}

/**
 * What to say while the service is not there, and whether there is nothing to be sorry for. `farewell`
 * is what it said when it stopped, if it did; `finished` whether the experiment was, `shown` whether
 * its results are on the page.
 */
export function absence(farewell, finished, shown) {
  const stays = 'Everything was measured, and this page keeps it as long as it is open.';
  if (farewell !== undefined && finished) {
    return {
      text: farewell.report === undefined ? `The service was stopped. ${stays}`
        : `The run has ended, and the service with it. ${stays} The report is at ${farewell.report}`,
      calm: true,
    };
  }
  if (farewell !== undefined) {
    return {
      text: 'The service was stopped before everything was measured. What is done is kept; '
        + `this page goes on when the service is back. ${ON}`,
      calm: true,
    };
  }
  return finished && shown ? { text: `The service does not answer any more. ${stays}`, calm: true }
    : {
      text: `The service does not answer; trying again… ${ON}`,
      calm: false,
    };
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
