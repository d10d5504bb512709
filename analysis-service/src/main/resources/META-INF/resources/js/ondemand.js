// What the service computes when it is asked.

import { read } from './api.js';
import { inTurn } from './turns.js';

/** The same is asked for at most this often, in milliseconds, unless a person chose something. */
const PAUSE = 2000;

/** An answer that `element` shows: asked for again after news, soon where it is in sight. */
export class OnDemand {
  #path;
  #take;
  #due;
  #question = 0;
  #notBefore = 0;
  #timer;

  /** `path()` is what to ask for; `take(answer)` keeps it. A failed question changes nothing. */
  constructor(element, path, take) {
    this.#path = path;
    this.#take = take;
    this.#due = inTurn(element, () => this.#ask(), { light: true });
  }

  /** The answer that is there is no longer the present one. */
  outdated() {
    if (this.#question === 0) this.now();
    else this.#due();
  }

  /** Asks without a pause. */
  now() {
    this.#notBefore = 0;
    this.#ask();
  }

  async #ask() {
    clearTimeout(this.#timer);
    const wait = this.#notBefore - performance.now();
    if (wait > 0) {
      this.#timer = setTimeout(this.#due, wait);
      return;
    }
    this.#notBefore = performance.now() + PAUSE;
    const question = ++this.#question;
    const answer = await read(this.#path()).catch(() => undefined);
    if (question === this.#question && answer !== undefined) this.#take(answer);
  }
}
