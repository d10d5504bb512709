// One shape per regime, so that colour is never the only difference.

const R = 4.5;

const SHAPES = [
  `M${-R} 0a${R} ${R} 0 1 0 ${2 * R} 0a${R} ${R} 0 1 0 ${-2 * R} 0Z`,
  'M-5 4.4L0 -5L5 4.4Z',
  'M-4 -4H4V4H-4Z',
  'M0 -5.6L5.6 0L0 5.6L-5.6 0Z',
];

export const COLOURS = 6;

/** The path of the mark of regime number `i`, around the origin. */
export function shape(i) {
  return SHAPES[i % SHAPES.length];
}

/** The class that colours regime number `i`. */
export function colour(i) {
  return `series-${i % COLOURS}`;
}
