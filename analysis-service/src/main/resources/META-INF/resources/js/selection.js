// The best of k networks, picked by each measure.

import { nameEnds, roomFor } from './endlabels.js';
import { h, svg } from './dom.js';
import { accuracy, plural, title } from './format.js';
import { Frame, onWidth } from './plot.js';
import { extent } from './scale.js';

const percent = (value) => `${Number((100 * value).toFixed(2))}`;

/** Where an axis of k, which is logarithmic, has its ticks: networks are whole. */
const DRAWS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
const FEW = 6;
/** Curves that are named besides the chosen one: those that end highest, and lowest. */
const BEST = 3;
const WORST = 1;
/** Measures of one curve that are named before the rest is counted. */
const NAMED = 2;
/** From this width on, names stand beside the ends of the lines, else in a key below. */
const WIDE = 620;

/** Curves that fall together are one line with several names; those that end highest come first. */
function groups(curves, chosen) {
  const together = Map.groupBy(curves, ({ n, expected_accuracy: expected }) =>
    [n, ...expected.map((value) => value.toFixed(6))].join());
  return [...together.values()].map((members) => ({
    members: members.sort((a, b) => (b.measure === chosen) - (a.measure === chosen)),
    values: members[0].expected_accuracy,
    chosen: members.some((curve) => curve.measure === chosen),
    all: most(curves),
  })).sort((a, b) => b.values.at(-1) - a.values.at(-1));
}

const most = (curves) => Math.max(...curves.map(({ n }) => n));

/** The name of a curve, with its number of networks where others are about more. */
const called = ({ measure, n }, { all }) => title(measure) + (n < all ? ` (n = ${n})` : '');

function names(group) {
  const rest = group.members.length - NAMED;
  return [...group.members.slice(0, NAMED).map((curve) => called(curve, group)),
    ...(rest > 0 ? [`and ${rest} more`] : [])];
}

export class Selection {
  #svg = svg('svg', { role: 'img' });
  #frame = new Frame(this.#svg);
  #lines = svg('g');
  #ends = svg('g', { class: 'ends', 'aria-hidden': 'true' });
  #key = h('ul', { class: 'legend named' });
  #host = h('div', { class: 'curves' }, this.#svg);
  #width = 0;
  #caption = h('p', { class: 'note' });
  #view = { curves: [], chosen: '' };

  constructor(host) {
    this.#svg.append(this.#lines, this.#ends);
    host.append(this.#host, this.#key, this.#caption);
    onWidth(this.#host, (width) => {
      this.#width = width;
      this.#draw();
    });
  }

  show(view) {
    this.#view = view;
    this.#draw();
  }

  #draw() {
    const { chosen } = this.#view;
    const curves = this.#view.curves.filter((curve) => curve.expected_accuracy.length > 1);
    const width = this.#width;
    if (width === 0 || curves.length === 0) return;
    const all = groups(curves, chosen);
    const named = all.filter((group, i) => group.chosen || i < BEST || i >= all.length - WORST);
    named.forEach((group, i) => { group.series = i % 6; });
    const beside = width >= WIDE;
    const { toX, toY } = this.#show(width, all, beside ? roomFor(named.map(names)) : undefined);
    const line = (group) => svg('path', {
      class: `curve ${group.series === undefined ? '' : `of-${group.series}`}${group.chosen ? ' chosen' : ''}`,
      d: group.values.map((value, i) =>
        `${i === 0 ? 'M' : 'L'}${toX(Math.log(i + 1)).toFixed(1)} ${toY(value).toFixed(1)}`).join(''),
    }, svg('title', {}, group.members.map((curve) => called(curve, group)).join(', ')));
    const order = (group) => (group.series !== undefined) + group.chosen;
    this.#lines.replaceChildren(...[...all].sort((a, b) => order(a) - order(b)).map(line));
    this.#svg.setAttribute('aria-label',
      `Expected test accuracy of the best of k networks, by ${plural(curves.length, 'measure')}. At the largest k, `
      + named.map((group) => `${names(group).join(', ')}: ${accuracy(group.values.at(-1))}`).join('; '));
    this.#ends.replaceChildren(...(beside ? nameEnds(named.map((group) => ({
      lines: names(group), chosen: group.chosen, series: group.series,
      x: toX(Math.log(group.values.length)), y: toY(group.values.at(-1)),
    })), this.#svg.height.baseVal.value) : []));
    this.#key.replaceChildren(...(beside ? [] : named.map((group) =>
      h('li', {}, svg('svg', { class: 'sample', 'aria-hidden': 'true', viewBox: '0 0 32 10', width: 32, height: 10 },
        svg('path', { class: `stroke-of of-${group.series}${group.chosen ? ' chosen' : ''}`, d: 'M1 5H31' })),
      names(group).join(', ')))));
    const picked = curves.find((curve) => curve.measure === chosen);
    this.#caption.textContent = picked ? Selection.#words(picked, most(curves)) : '';
  }

  #show(width, all, right) {
    const longest = Math.max(...all.map(({ values }) => values.length));
    const draws = longest <= FEW ? Array.from({ length: longest }, (_, i) => i + 1)
      : DRAWS.filter((k) => k <= longest);
    return this.#frame.show({
      width,
      height: Math.round(Math.min(420, Math.max(280, width * 0.4))),
      x: [0, Math.log(longest)],
      y: extent(all.flatMap(({ values }) => values)),
      xLabel: 'k, networks to choose from',
      yLabel: 'Expected test accuracy, %',
      xTicks: draws.map(Math.log),
      xTick: (value) => String(Math.round(Math.exp(value))),
      yTick: percent,
      ...(right === undefined ? {} : { right }),
    });
  }

  static #words({ measure, preference, n, expected_accuracy: expected }, all) {
    const k = Math.min(10, expected.length);
    return `${title(measure)}, ${preference} is better: the best of ${k} has an expected test accuracy of `
      + `${accuracy(expected[k - 1])}; one drawn at random, ${accuracy(expected[0])}.`
      + (n < all ? ` It has a value for ${n} of ${all} networks and chooses among those.` : '');
  }
}
