// The list of experiments.

import { read } from './api.js';
import { h } from './dom.js';
import { plural } from './format.js';
import { failure, none } from './messages.js';
import { Progress, statusLabel } from './progress.js';

const PAGE = 50;
const AGAIN = 3000;

function facts(experiment) {
  return [
    experiment.dataset,
    experiment.architecture,
    experiment.train_points && `${plural(experiment.train_points, 'training point')}`,
  ].filter(Boolean).join(' · ');
}

function card(experiment) {
  const progress = new Progress().show(experiment);
  const link = `/?experiment=${encodeURIComponent(experiment.experiment)}`;
  return h('li', { class: 'card' },
    h('div', { class: 'title-line' },
      h('h2', {}, h('a', { href: link }, experiment.name ?? experiment.experiment)),
      statusLabel(experiment.status)),
    experiment.description ? h('p', {}, experiment.description) : null,
    h('p', { class: 'facts' }, facts(experiment)),
    progress.bar,
    progress.text,
    experiment.name ? h('p', { class: 'id' }, h('code', {}, experiment.experiment)) : null);
}

export async function showExperiments(main) {
  document.title = 'Experiments · Lowland';
  const notice = h('p', { class: 'notice connection', role: 'status', hidden: true });
  const content = h('div', {});
  let size = PAGE;
  let shown = '';
  let timer;
  async function refresh() {
    clearTimeout(timer);
    try {
      const list = await read(`/experiments?size=${size}`);
      const text = JSON.stringify(list);
      if (text !== shown) draw(list);
      shown = text;
      notice.hidden = true;
    } catch (problem) {
      if (shown === '') {
        main.replaceChildren(h('h1', {}, 'Experiments'), failure(problem, () => showExperiments(main)));
        return;
      }
      // What was true a moment ago still helps.
      notice.textContent = `${problem.message} Trying again…`;
      notice.hidden = false;
    }
    timer = setTimeout(refresh, AGAIN);
  }
  function draw(list) {
    if (shown === '') main.replaceChildren(h('h1', {}, 'Experiments'), notice, content);
    const focused = document.activeElement?.getAttribute('href');
    content.replaceChildren(list.items.length === 0 ? none() : h('ul', { class: 'cards' }, list.items.map(card)));
    if (list.total > list.items.length) {
      content.append(h('button', {
        type: 'button',
        onclick: () => {
          size += PAGE;
          refresh();
        },
      }, `Show more (${list.total - list.items.length})`));
    }
    if (focused) [...content.querySelectorAll('a')].find((a) => a.getAttribute('href') === focused)?.focus();
  }
  await refresh();
}
