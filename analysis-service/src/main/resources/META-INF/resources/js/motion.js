// Where marks are on their way from one place to another.

const LASTS = 350;
/** What is new is seen at once, and comes to the fore while it fades in. */
const FAINTEST = 0.5;
const still = matchMedia('(prefers-reduced-motion: reduce)');

/** Marks by key that glide to new places and fade in where they are new. */
export class Motion {
  #marks = new Map();
  #began = -Infinity;

  /** Sends marks `{ key, x, y }` on their way, from where they are now. */
  go(marks) {
    const before = this.#marks;
    const now = performance.now();
    let moved = before.size !== marks.length;
    this.#marks = new Map(marks.map((mark) => {
      const known = before.get(mark.key);
      const from = known === undefined ? undefined : this.#at(known, now);
      moved ||= known === undefined || known.x !== mark.x || known.y !== mark.y;
      return [mark.key, { ...mark, from }];
    }));
    if (moved) this.#began = now;
  }

  /** Each mark's place and opacity now; whether they are still on their way. */
  now() {
    const time = performance.now();
    return {
      moving: this.#share(time) < 1,
      marks: [...this.#marks.values()].map((mark) => ({ ...mark, ...this.#at(mark, time) })),
    };
  }

  #share(time) {
    return still.matches ? 1 : Math.min(1, (time - this.#began) / LASTS);
  }

  #at({ x, y, from }, time) {
    const share = this.#share(time);
    if (from === undefined) return { x, y, opacity: FAINTEST + (1 - FAINTEST) * share };
    const eased = 1 - (1 - share) ** 3;
    return { x: from.x + (x - from.x) * eased, y: from.y + (y - from.y) * eased, opacity: from.opacity + (1 - from.opacity) * share };
  }
}
