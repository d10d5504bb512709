// The large scatter plot: one mark per run, found by pointer or by arrow keys.

import { Canvas } from './canvas.js';
import { h, svg } from './dom.js';
import { accuracy, number, plural, tick, title } from './format.js';
import { drawMarks, halo } from './marks.js';
import { Motion } from './motion.js';
import { Frame, onWidth } from './plot.js';
import { extent, ranks } from './scale.js';

const REACH = 28;
/** Marks are larger where there are few. */
const FEW = { runs: 60, size: 1.3 };
const HINT = 'Point at a run, or use the arrow keys; a click or Enter opens it.';
/** What stands around the plot, in pixels, where all of it is to fit into the window. */
const AROUND = 300;
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
  #svg = svg('svg', { role: 'img' });
  #frame = new Frame(this.#svg);
  #canvas = new Canvas((context) => this.#paint(context));
  #motion = new Motion();
  #note = h('p', { class: 'note', 'aria-live': 'polite' });
  #blank = h('p', { class: 'blank' });
  #area;
  /** As last heard of: asking for it would lay out the whole page. */
  #width = 0;
  #most = 600;
  #view = { points: [], measure: '', regimes: [], scale: 'value', blank: '' };
  #placed = [];
  #at = -1;
  #open;

  constructor(host, open) {
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
        if (this.#at >= 0) this.#open(this.#placed[this.#at].key);
      },
    }, this.#svg, this.#canvas.element, this.#blank);
    host.append(this.#area, this.#note);
    onWidth(this.#area, (width) => {
      this.#width = width;
      this.#most = Math.max(400, innerHeight - AROUND);
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
    const height = Math.round(Math.max(260, Math.min(width * 0.92, this.#most)));
    const values = points.map((point) => point.values[measure]);
    const kind = SCALES[scale].usable(values) ? SCALES[scale] : SCALES.value;
    const ranked = kind === SCALES.rank;
    const xs = kind.of(values);
    const ys = ranked ? ranks(points.map((point) => point.test_accuracy))
      : points.map((point) => point.test_accuracy);
    const { toX, toY } = this.#frame.show({
      width,
      height,
      x: extent(xs) ?? [0, 1],
      y: extent(ys) ?? [0, 1],
      xLabel: title(measure) + kind.suffix,
      yLabel: ranked ? 'Test accuracy (rank)' : 'Test accuracy, %',
      xTick: kind.tick,
      yTick: ranked ? tick : percent,
      // An empty plot has no scale to read.
      ...(points.length > 0 ? {} : { xTicks: [], yTicks: [] }),
    });
    this.#place(points.map((point, i) => ({
      key: point.run, point, regime: regimes.indexOf(point.regime), x: toX(xs[i]), y: toY(ys[i]),
    })));
    this.#blank.textContent = points.length === 0 ? blank : '';
    const label = `${title(measure)} against test accuracy, ${plural(points.length, 'run')}.`;
    this.#svg.setAttribute('aria-label', label);
    this.#area.setAttribute('aria-label', `${label} Arrow keys go from run to run, Enter opens one. `
      + 'The table of runs has the same values.');
    this.#mark();
  }

  #place(placed) {
    const chosen = this.#placed[this.#at]?.key;
    this.#motion.go(placed);
    this.#placed = placed.sort((a, b) => a.x - b.x || a.y - b.y);
    this.#at = chosen === undefined ? -1 : placed.findIndex(({ key }) => key === chosen);
  }

  #paint(context) {
    const { moving, marks } = this.#motion.now();
    for (const [regime, some] of Map.groupBy(marks, (mark) => mark.regime)) {
      drawMarks(context, regime, some, marks.length < FEW.runs ? FEW.size : 1);
    }
    const chosen = this.#placed[this.#at];
    if (chosen !== undefined) halo(context, chosen.x, chosen.y, 10);
    this.#canvas.element.dataset.points = marks.length;
    if (moving) this.#canvas.changed();
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
      this.#open(this.#placed[this.#at].key);
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
    this.#canvas.changed();
    this.#area.classList.toggle('pointed', chosen !== undefined);
    if (chosen === undefined) {
      this.#note.textContent = this.#placed.length === 0 ? '' : HINT;
      return;
    }
    const { point } = chosen;
    const regime = this.#view.regimes.length > 1 ? `, ${point.regime}` : '';
    const text = `Seed ${point.seed ?? '–'}${regime}: ${title(this.#view.measure)} `
      + `${number(point.values[this.#view.measure])}, test accuracy ${accuracy(point.test_accuracy)}`;
    if (this.#note.textContent !== text) this.#note.textContent = text;
  }
}
