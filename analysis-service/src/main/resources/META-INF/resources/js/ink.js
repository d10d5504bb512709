// The colours of the page, for canvases.

let known = new Map();
const listeners = new Set();

/** The colour that the style sheet calls `--NAME`. */
export function ink(name) {
  let colour = known.get(name);
  if (colour === undefined) {
    colour = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
    known.set(name, colour);
  }
  return colour;
}

/** The name of the colour of a family of measures. */
export function familyInk(family) {
  return ['weakness', 'sharpness', 'simplicity'].includes(family) ? family : 'other';
}

/** Calls `redraw` when colours or the fineness of the screen change. */
export function onLook(redraw) {
  listeners.add(redraw);
}

function changed() {
  known = new Map();
  listeners.forEach((redraw) => redraw());
}

function watchFineness() {
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', () => {
    watchFineness();
    changed();
  }, { once: true });
}

for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)']) {
  matchMedia(query).addEventListener('change', changed);
}
watchFineness();
