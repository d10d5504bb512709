// What has come of an experiment so far.

const TARGET = 'test_accuracy';
/** The name that the service gives to the runs of all regimes together. */
export const ALL = 'all';

export class Results {
  facts;
  runs = new Map();
  points = new Map();
  #correlations = new Map();

  constructor(facts) {
    this.facts = facts;
  }

  /** Takes an event: the state, or rows that are new or have changed. */
  take(name, data) {
    switch (name) {
      case 'state':
        this.facts = data;
        break;
      case 'runs':
        data.forEach((run) => this.runs.set(run.run, run));
        break;
      case 'points':
        data.forEach((point) => this.points.set(point.run, point));
        break;
      default:
        data.forEach((row) => this.#correlations.set(`${row.measure}/${row.regime}`, row));
    }
  }

  correlation(measure, regime) {
    return this.#correlations.get(`${measure}/${regime}`);
  }

  get regimes() {
    const names = this.facts.regimes.map((regime) => regime.name);
    for (const run of this.points.values()) if (!names.includes(run.regime)) names.push(run.regime);
    return names;
  }

  get families() {
    return new Map(this.facts.measures.map(({ name, family }) => [name, family]));
  }

  /** Points of `regime` that have both coordinates. */
  pointsOf(measure, regime) {
    return [...this.points.values()].filter((point) => point.test_accuracy !== undefined
      && point.values[measure] !== undefined && (regime === ALL || point.regime === regime));
  }

  /** Predictors by strength, then outcomes by name; test accuracy is not held against itself. */
  measures(regime) {
    const strength = ({ name }) => Math.abs(this.correlation(name, regime)?.spearman ?? -0);
    return this.facts.measures.filter((measure) => measure.name !== TARGET).sort((a, b) =>
      Number(a.outcome) - Number(b.outcome)
      || (a.outcome ? 0 : strength(b) - strength(a))
      || a.name.localeCompare(b.name));
  }
}
