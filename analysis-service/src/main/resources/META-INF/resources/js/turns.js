// Who draws when: what is in sight first, a step per frame; all else once nothing has come for a
// while, so that the page is whole for those who search it, print it or have it read out.

/** Without news for so long, in milliseconds, what is out of sight is drawn, too. */
const CALM = 1000;
/** Light steps share a frame until they took so long, in milliseconds. */
const BUDGET = 6;

const places = new WeakMap();
const waiting = new Set();
let steps;
let asked = false;
let latest = performance.now();
let timer;

const sight = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) places.get(target).near = isIntersecting;
  wake();
}, { rootMargin: '25% 0px' });

function placeOf(element) {
  if (!places.has(element)) {
    places.set(element, { near: false });
    sight.observe(element);
  }
  return places.get(element);
}

/**
 * Gives a function that has `draw` called when its turn comes, once for all calls until then. A
 * `draw` that is a generator goes on in a later frame at every `yield`; a `light` one does not touch
 * the layout, and several are drawn in a frame.
 */
export function inTurn(element, draw, { light = false } = {}) {
  const part = { place: placeOf(element), draw, light };
  return () => {
    waiting.add(part);
    wake();
  };
}

/** Something new has come: what is out of sight waits until nothing more does. */
export function news() {
  latest = performance.now();
}

/** What may be drawn now: what is in sight, and all else when it is calm. */
function due() {
  const calm = performance.now() - latest >= CALM;
  return [...waiting].filter((part) => calm || part.place.near);
}

function wake() {
  if (asked) return;
  if (steps !== undefined || due().length > 0) {
    asked = true;
    requestAnimationFrame(frame);
  } else if (waiting.size > 0) {
    clearTimeout(timer);
    timer = setTimeout(wake, CALM - (performance.now() - latest) + 1);
  }
}

function frame() {
  asked = false;
  const end = performance.now() + BUDGET;
  try {
    if (steps !== undefined) {
      goOn();
      return;
    }
    // What is asked for meanwhile, such as the next picture of a movement, waits for the next frame.
    for (const part of due()) {
      begin(part);
      if (!part.light || performance.now() >= end) return;
    }
  } finally {
    wake();
  }
}

function begin(part) {
  waiting.delete(part);
  const begun = part.draw();
  if (typeof begun?.next !== 'function') return;
  steps = begun;
  goOn();
}

function goOn() {
  if (steps.next().done) steps = undefined;
}

addEventListener('beforeprint', () => {
  // In rounds: a part may have others drawn in turn.
  for (let round = 0; round < 3; round++) {
    while (steps !== undefined) goOn();
    for (const part of [...waiting]) {
      begin(part);
      while (steps !== undefined) goOn();
    }
  }
});
