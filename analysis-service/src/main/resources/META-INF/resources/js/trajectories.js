// Measures along training: a line per run, to its trained network.

import { accuracy, number, plural, title } from './format.js';
import { Lines } from './lines.js';
import { inkOf } from './marks.js';

const shown = (measure, value) => /_accuracy$/.test(measure) ? accuracy(value) : number(value);

/** A line per run of the points that have `measure` and an epoch. */
export function ways(items, measure, regimes) {
  const runs = Map.groupBy(items.filter((item) => item.epoch !== undefined && item.values[measure] !== undefined),
    (item) => item.run);
  return [...runs].map(([run, points]) => ({
    key: run,
    run,
    ink: inkOf(regimes.indexOf(points[0].regime)),
    points: points.map((item) => ({ x: item.epoch, y: item.values[measure], item })),
  }));
}

export class Trajectories {
  #lines;
  #measure = '';
  #regimes = [];

  constructor(host, open) {
    this.#lines = new Lines(host, {
      words: (line, { item }) => this.#words(item),
      open: (line) => open(line.run),
    });
  }

  show({ items, measure, regimes, scale }) {
    this.#measure = measure;
    this.#regimes = regimes;
    const lines = ways(items, measure, regimes);
    this.#lines.show({
      lines,
      x: 'value',
      y: scale,
      xLabel: 'Epoch',
      yLabel: title(measure),
      label: `${title(measure)} over epochs, ${plural(lines.length, 'run')}.`,
    });
  }

  #words({ seed, regime, epoch, kind, values }) {
    const which = this.#regimes.length > 1 ? `, ${regime}` : '';
    const trained = kind === 'final' ? ', trained' : '';
    return `Seed ${seed ?? '–'}${which}, epoch ${epoch}${trained}: `
      + `${title(this.#measure)} ${shown(this.#measure, values[this.#measure])}`;
  }
}
