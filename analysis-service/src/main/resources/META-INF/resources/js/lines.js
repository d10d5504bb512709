// Lines over a common axis, found point by point by pointer or by arrow keys.

import { Canvas } from './canvas.js';
import { h, svg } from './dom.js';
import { tick } from './format.js';
import { ink } from './ink.js';
import { halo } from './marks.js';
import { Frame, onWidth } from './plot.js';
import { extent, logTicks } from './scale.js';

const REACH = 28;
const power = (exponent) => tick(Number((10 ** exponent).toPrecision(3)));

/** How values become positions: as they are, or by their logarithms. */
const SCALES = {
  value: { of: (value) => value, usable: () => true, tick },
  log: { of: Math.log10, usable: (value) => value > 0, tick: power },
};

/** Dashes by layer; lines without one are whole. */
const DASHES = { 2: [7, 4], 3: [2, 4] };

function draw(context, { line, at }, { opacity, width, dot }) {
  context.globalAlpha = opacity;
  context.strokeStyle = context.fillStyle = ink(line.ink);
  context.lineWidth = width;
  context.setLineDash(DASHES[line.layer] ?? []);
  context.beginPath();
  at.forEach(({ x, y }) => context.lineTo(x, y));
  context.stroke();
  context.beginPath();
  at.forEach(({ x, y }) => {
    context.moveTo(x + dot, y);
    context.arc(x, y, dot, 0, 2 * Math.PI);
  });
  context.fill();
}

/**
 * A plot in `host`. A line is `{ key, ink, layer, points: [{ x, y, … }] }`; `words(line, point)` says
 * what a point is, `open(line)` is called when one is chosen.
 */
export class Lines {
  #svg = svg('svg', { role: 'img' });
  #frame = new Frame(this.#svg);
  #canvas = new Canvas((context) => this.#paint(context));
  #note = h('p', { class: 'note', 'aria-live': 'polite' });
  #area;
  /** As last heard of: asking for it would lay out the whole page. */
  #width = 0;
  #view = { lines: [] };
  #drawn = [];
  #placed = [];
  #at = -1;

  constructor(host, { words, open }) {
    this.words = words;
    this.open = open;
    this.#area = h('div', {
      class: 'lines',
      tabindex: 0,
      role: 'group',
      'aria-roledescription': 'line plot',
      onkeydown: (event) => this.#key(event),
      onpointermove: (event) => this.#point(event),
      onpointerleave: () => this.#select(-1),
      onblur: () => this.#select(-1),
      onclick: (event) => {
        this.#point(event);
        if (this.#at >= 0) this.open(this.#placed[this.#at].line);
      },
    }, this.#svg, this.#canvas.element);
    host.append(this.#area, this.#note);
    onWidth(this.#area, (width) => {
      this.#width = width;
      this.#draw();
    });
  }

  /** Shows `lines` with `x` and `y` scales named `value` or `log`; `xAt` are places of ticks. */
  show(view) {
    this.#view = view;
    this.#draw();
  }

  #draw() {
    const { lines, label, xLabel, yLabel, xAt } = this.#view;
    const width = this.#width;
    if (width === 0 || lines.length === 0) return;
    const height = Math.round(Math.min(420, Math.max(260, width * 0.6)));
    const scales = { x: SCALES[this.#view.x], y: SCALES[this.#view.y] };
    const known = lines.map((line) => ({
      line, points: line.points.filter(({ x, y }) => scales.x.usable(x) && scales.y.usable(y)),
    }));
    const all = known.flatMap(({ points }) => points);
    const reach = (axis) => extent(all.map((point) => scales[axis].of(point[axis]))) ?? [0, 1];
    const [x, y] = [reach('x'), reach('y')];
    const { toX, toY } = this.#frame.show({
      width, height, x, y, xLabel, yLabel, xTick: scales.x.tick, yTick: scales.y.tick,
      xTicks: xAt?.filter(scales.x.usable).map(scales.x.of) ?? (this.#view.x === 'log' ? logTicks(x, width / 110) : undefined),
      yTicks: this.#view.y === 'log' ? logTicks(y, height / 70) : undefined,
    });
    this.#place(known, (point) => ({
      point, x: toX(scales.x.of(point.x)), y: toY(scales.y.of(point.y)),
    }));
    this.#svg.setAttribute('aria-label', label);
    this.#area.setAttribute('aria-label', `${label} Arrow keys go from point to point, Enter opens the run.`);
    this.#mark();
  }

  #place(known, position) {
    const chosen = this.#placed[this.#at];
    this.#drawn = known.map(({ line, points }) => ({ line, at: points.map(position) }));
    this.#placed = this.#drawn.flatMap(({ line, at }) => at.map((each) => ({ ...each, line })));
    this.#at = chosen === undefined ? -1 : this.#placed.findIndex(
      ({ line, point }) => line.key === chosen.line.key && point.x === chosen.point.x);
  }

  #paint(context) {
    const chosen = this.#placed[this.#at];
    for (const each of this.#drawn) {
      if (each.line !== chosen?.line) draw(context, each, { opacity: chosen ? 0.25 : 0.6, width: 1.6, dot: 2.5 });
    }
    const picked = this.#drawn.find(({ line }) => line === chosen?.line);
    if (picked !== undefined) draw(context, picked, { opacity: 1, width: 3.5, dot: 3 });
    context.globalAlpha = 1;
    context.setLineDash([]);
    if (chosen !== undefined) halo(context, chosen.x, chosen.y, 7);
    this.#canvas.element.dataset.lines = this.#drawn.length;
  }

  #key(event) {
    if (this.#placed.length === 0) return;
    const next = {
      ArrowRight: () => this.#along(1),
      ArrowLeft: () => this.#along(-1),
      ArrowUp: () => this.#across(-1),
      ArrowDown: () => this.#across(1),
      Home: () => 0,
      End: () => this.#placed.length - 1,
      Escape: () => -1,
    }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      this.#select(next());
    } else if (event.key === 'Enter' && this.#at >= 0) {
      event.preventDefault();
      this.open(this.#placed[this.#at].line);
    }
  }

  /** The next point of the same line, or the first of all. */
  #along(step) {
    if (this.#at < 0) return 0;
    const here = this.#placed[this.#at];
    return this.#placed[this.#at + step]?.line === here.line ? this.#at + step : this.#at;
  }

  /** The next line above (−1) or below (1), at the same place; of lines that coincide, the next. */
  #across(direction) {
    if (this.#at < 0) return 0;
    const here = this.#placed[this.#at];
    const column = this.#placed.map((each, i) => ({ each, i }))
      .filter(({ each }) => Math.abs(each.x - here.x) < 0.5)
      .sort((a, b) => a.each.y - b.each.y || a.i - b.i);
    const rank = column.findIndex(({ i }) => i === this.#at);
    return (column[rank + direction] ?? column[rank]).i;
  }

  #point(event) {
    const box = this.#svg.getBoundingClientRect();
    let best = -1;
    let nearest = REACH;
    this.#placed.forEach(({ x, y }, i) => {
      const distance = Math.hypot(x + box.left - event.clientX, y + box.top - event.clientY);
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
    const text = chosen ? this.words(chosen.line, chosen.point) : '';
    if (this.#note.textContent !== text) this.#note.textContent = text;
  }
}
