// The sections whose statistics are computed on demand.

import { experimentPath } from './api.js';
import { partialTable } from './covariates.js';
import { options } from './dom.js';
import { title } from './format.js';
import { OnDemand } from './ondemand.js';
import { comparisonTables } from './regimes.js';
import { Selection } from './selection.js';
import { inTurn } from './turns.js';
import { versusTable } from './versus.js';

const known = (item) => item.reason === undefined;

export class Statistics {
  #id;
  #places;
  #results;
  #choice;
  #selection;
  #all;

  /** Draws into `places` what the service says of `results` under `choice`, which others change. */
  constructor(id, places, results, choice) {
    this.#id = id;
    this.#places = places;
    this.#results = results;
    this.#choice = choice;
    this.#selection = new Selection(places.selection);
    const { comparisonSection, partialSection, selectionSection, versusSection } = places;
    this.#all = {
      comparison: this.#statistic(comparisonSection, 'regime-comparisons', () => ({}), (items) => this.#compare(items)),
      partial: this.#statistic(partialSection, 'partial-correlations', () => ({ given: choice.given }),
        (items) => this.#hold(items), (items) => items.some(known) || choice.givenByPerson || this.#tryNext()),
      selection: this.#statistic(selectionSection, 'model-selection', () => ({}), (items) => this.#select(items),
        (items) => items.some((curve) => curve.expected_accuracy.length > 1)),
      versus: this.#statistic(versusSection, 'strength-differences', () => ({ reference: choice.measure }),
        (items) => this.#oppose(items)),
    };
    places.given.onchange = () => {
      choice.given = places.given.value;
      choice.givenByPerson = true;
      this.#all.partial.now();
    };
  }

  #statistic(section, part, query, draw, worth = (items) => items.some(known)) {
    let latest = [];
    const changed = inTurn(section, () => draw(latest));
    return new OnDemand(section, () => {
      const asked = { ...query(), ...this.#choice.query };
      return experimentPath(this.#id, `/${part}?${new URLSearchParams(asked)}`);
    }, ({ items }) => {
      latest = items;
      section.hidden = !worth(items);
      if (!section.hidden) changed();
    });
  }

  /** Results have changed. */
  outdated() {
    Object.values(this.#all).forEach((statistic) => statistic.outdated());
  }

  /** A person has chosen another measure or regime. */
  chosen() {
    Object.values(this.#all).forEach((statistic) => statistic.now());
  }

  #compare(items) {
    const { regimes, points } = this.#results;
    this.#places.comparison.replaceChildren(...comparisonTables(items, [...points.values()], regimes));
  }

  /** Covariates that can be held fixed, as the service calls them. */
  get #covariates() {
    return ['epochs', ...(this.#results.families.has('train_loss') ? ['train_loss', 'epochs,train_loss'] : [])];
  }

  /** Nobody says how long networks were trained that were handed in: their loss is known all the same. */
  #tryNext() {
    if (this.#choice.given === 'epochs' && this.#covariates.length > 1) {
      this.#choice.given = 'train_loss';
      this.#all.partial.now();
    }
    return false;
  }

  #hold(items) {
    const { given, partial } = this.#places;
    options(given, this.#covariates,
      (names) => names.split(',').map((name) => title(name).toLowerCase()).join(' and '));
    given.value = this.#choice.given;
    partial.replaceChildren(...partialTable(items, (name) => this.#results.correlation(name, this.#choice.regime)));
  }

  #select(curves) {
    this.#selection.show({ curves, chosen: this.#choice.measure });
  }

  #oppose(items) {
    this.#places.versusHeading.textContent = `Is ${title(this.#choice.measure)} the better predictor?`;
    this.#places.versus.replaceChildren(...versusTable(items, this.#results.families));
  }
}
