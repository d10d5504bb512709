// The large scatter plot: one mark per run, found by pointer or by arrow keys.

import { h, svg } from './dom.js';
import { accuracy, number, tick, title } from './format.js';
import { colour, shape } from './marks.js';
import { frame, onWidth } from './plot.js';
import { extent, ranks } from './scale.js';

const REACH = 28;
const percent = (value) => `${Number((100 * value).toFixed(2))}`;

const SCALES = {
  value: { label: 'values', suffix: '', usable: () => true, of: (values) => values, tick },
  log: {
    label: 'logarithm',
    suffix: ' (logarithmic)',
    usable: (values) => values.length > 0 && values.every((value) => value > 0),
    of: (values) => values.map(Math.log10),
    tick: (exponent) => tick(Number((10 ** exponent).toPrecision(3))),
  },
  rank: { label: 'ranks', suffix: ' (rank)', usable: () => true, of: ranks, tick },
};

/** A plot in `host` that calls `open(run)` when a run is chosen. */
export class Scatter {
  #host;
  #svg = svg('svg', { role: 'img' });
  #marks = new Map();
  #layer = svg('g', { class: 'marks' });
  #halo = svg('circle', { class: 'halo', r: 9 });
  #note = h('p', { class: 'note', 'aria-live': 'polite' });
  #blank = h('p', { class: 'blank' });
  #area;
  /** As last heard of: asking for it would lay out the whole page. */
  #width = 0;
  #view = { points: [], measure: '', regimes: [], scale: 'value', blank: '' };
  #placed = [];
  #at = -1;
  #open;

  constructor(host, open) {
    this.#host = host;
    this.#open = open;
    this.#area = h('div', {
      class: 'scatter',
      tabindex: 0,
      role: 'group',
      'aria-roledescription': 'scatter plot',
      onkeydown: (event) => this.#key(event),
      onpointermove: (event) => this.#point(event),
      onpointerleave: () => this.#select(-1),
      onblur: () => this.#select(-1),
      onclick: (event) => {
        this.#point(event);
        if (this.#at >= 0) this.#open(this.#placed[this.#at].point);
      },
    }, this.#svg, this.#blank);
    host.append(this.#area, this.#note);
    onWidth(this.#area, (width) => {
      this.#width = width;
      this.#draw();
    });
  }

  static scales() {
    return Object.entries(SCALES).map(([name, { label }]) => [name, label]);
  }

  /** Shows `points` of `measure`; `blank` stands where there are none. */
  show(view) {
    if (view.measure !== this.#view.measure) this.#select(-1);
    this.#view = view;
    this.#draw();
  }

  #draw() {
    const { points, measure, regimes, scale, blank } = this.#view;
    const width = this.#width;
    if (width === 0 || measure === '') return;
    const height = Math.round(Math.min(500, Math.max(260, width * 0.68)));
    const values = points.map((point) => point.values[measure]);
    const kind = SCALES[scale].usable(values) ? SCALES[scale] : SCALES.value;
    const ranked = kind === SCALES.rank;
    const xs = kind.of(values);
    const ys = ranked ? ranks(points.map((point) => point.test_accuracy))
      : points.map((point) => point.test_accuracy);
    const { axes, toX, toY } = frame({
      width,
      height,
      x: extent(xs) ?? [0, 1],
      y: extent(ys) ?? [0, 1],
      xLabel: title(measure) + kind.suffix,
      yLabel: ranked ? 'Test accuracy (rank)' : 'Test accuracy, %',
      xTick: points.length > 0 ? kind.tick : () => '',
      yTick: points.length > 0 ? (ranked ? tick : percent) : () => '',
    });
    this.#svg.setAttribute('width', width);
    this.#svg.setAttribute('height', height);
    this.#svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    this.#svg.dataset.points = points.length;
    this.#place(points.map((point, i) => ({ point, x: toX(xs[i]), y: toY(ys[i]) })), regimes);
    this.#svg.replaceChildren(axes, this.#layer, this.#halo);
    this.#blank.textContent = points.length === 0 ? blank : '';
    const label = `${title(measure)} against test accuracy, ${points.length} runs.`;
    this.#svg.setAttribute('aria-label', label);
    this.#area.setAttribute('aria-label', `${label} Arrow keys go from run to run, Enter opens one.`);
    this.#mark();
  }

  /** Moves the marks that are there, adds those that are new, and takes away what has gone. */
  #place(placed, regimes) {
    const gone = new Set(this.#marks.keys());
    for (const { point, x, y } of placed) {
      let mark = this.#marks.get(point.run);
      if (mark === undefined) {
        mark = svg('path', { class: `mark ${colour(regimes.indexOf(point.regime))}` });
        mark.setAttribute('d', shape(regimes.indexOf(point.regime)));
        this.#marks.set(point.run, mark);
        this.#layer.append(mark);
      }
      mark.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
      gone.delete(point.run);
    }
    for (const run of gone) {
      this.#marks.get(run).remove();
      this.#marks.delete(run);
    }
    const chosen = this.#placed[this.#at]?.point.run;
    this.#placed = placed.sort((a, b) => a.x - b.x || a.y - b.y);
    this.#at = chosen === undefined ? -1 : placed.findIndex(({ point }) => point.run === chosen);
  }

  #key(event) {
    const last = this.#placed.length - 1;
    if (last < 0) return;
    const next = {
      ArrowRight: this.#at < 0 ? 0 : Math.min(last, this.#at + 1),
      ArrowLeft: this.#at < 0 ? last : Math.max(0, this.#at - 1),
      ArrowUp: this.#vertical(-1),
      ArrowDown: this.#vertical(1),
      Home: 0,
      End: last,
      Escape: -1,
    }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      this.#select(next);
    } else if (event.key === 'Enter' && this.#at >= 0) {
      event.preventDefault();
      this.#open(this.#placed[this.#at].point);
    }
  }

  /** The next run above (−1) or below (1) the chosen one. */
  #vertical(direction) {
    const here = this.#placed[this.#at];
    if (here === undefined) return 0;
    let best = this.#at;
    let nearest = Infinity;
    this.#placed.forEach(({ x, y }, i) => {
      const away = (y - here.y) * direction;
      const distance = away + 0.2 * Math.abs(x - here.x);
      if (away > 0 && distance < nearest) {
        nearest = distance;
        best = i;
      }
    });
    return best;
  }

  #point(event) {
    const box = this.#svg.getBoundingClientRect();
    const x = event.clientX - box.left;
    const y = event.clientY - box.top;
    let best = -1;
    let nearest = REACH;
    this.#placed.forEach((each, i) => {
      const distance = Math.hypot(each.x - x, each.y - y);
      if (distance < nearest) {
        nearest = distance;
        best = i;
      }
    });
    if (best !== this.#at) this.#select(best);
  }

  #select(index) {
    this.#at = index;
    this.#mark();
  }

  #mark() {
    const chosen = this.#placed[this.#at];
    this.#halo.setAttribute('visibility', chosen ? 'visible' : 'hidden');
    this.#area.classList.toggle('pointed', chosen !== undefined);
    if (chosen === undefined) {
      this.#note.textContent = '';
      return;
    }
    this.#halo.setAttribute('cx', chosen.x);
    this.#halo.setAttribute('cy', chosen.y);
    const { point } = chosen;
    const regime = this.#view.regimes.length > 1 ? `, ${point.regime}` : '';
    const text = `Seed ${point.seed ?? '–'}${regime}: ${title(this.#view.measure)} `
      + `${number(point.values[this.#view.measure])}, test accuracy ${accuracy(point.test_accuracy)}`;
    if (this.#note.textContent !== text) this.#note.textContent = text;
  }
}
