// The list of experiments.

import { read } from './api.js';
import { h } from './dom.js';
import { plural } from './format.js';
import { empty, failure } from './messages.js';
import { progressBar, progressText, statusLabel } from './progress.js';

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
  const link = `/?experiment=${encodeURIComponent(experiment.experiment)}`;
  return h('li', { class: 'card' },
    h('div', { class: 'title-line' },
      h('h2', {}, h('a', { href: link }, experiment.name ?? experiment.experiment)),
      statusLabel(experiment.status)),
    experiment.description ? h('p', {}, experiment.description) : null,
    h('p', { class: 'facts' }, facts(experiment)),
    progressBar(experiment),
    h('p', { class: 'facts' }, progressText(experiment)),
    experiment.name ? h('p', { class: 'id' }, h('code', {}, experiment.experiment)) : null);
}

function none() {
  return empty('No experiment yet',
    h('p', {}, 'Submit one, and it appears here while its networks train:'),
    h('pre', {}, h('code', {}, './lowland run experiments/first-run.yaml')),
    h('p', {}, 'On a stack that is up, POST the file to the trainer’s ',
      h('code', {}, '/experiments'), '.'));
}

export async function showExperiments(main) {
  document.title = 'Experiments · Lowland';
  let size = PAGE;
  let shown = '';
  async function refresh() {
    let list;
    try {
      list = await read(`/experiments?size=${size}`);
    } catch (problem) {
      shown = '';
      main.replaceChildren(h('h1', {}, 'Experiments'), failure(problem, refresh));
      return;
    }
    const text = JSON.stringify(list);
    if (text !== shown) {
      shown = text;
      draw(list);
    }
    setTimeout(refresh, AGAIN);
  }
  function draw(list) {
    const focused = document.activeElement?.getAttribute('href');
    main.replaceChildren(
      h('h1', {}, 'Experiments'),
      list.items.length === 0 ? none() : h('ul', { class: 'cards' }, list.items.map(card)));
    if (list.total > list.items.length) {
      main.append(h('button', {
        type: 'button',
        onclick: () => {
          size += PAGE;
          read(`/experiments?size=${size}`).then(draw);
        },
      }, `Show more (${list.total - list.items.length})`));
    }
    if (focused) [...main.querySelectorAll('a')].find((a) => a.getAttribute('href') === focused)?.focus();
  }
  await refresh();
}
