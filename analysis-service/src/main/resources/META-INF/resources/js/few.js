// What so few networks show.

/** With fewer networks even a perfect order comes up by chance more often than once in twenty. */
export const FEWEST = 5;

/** That `n` networks say nothing of `measures` measures; nothing if they are enough. */
export function tooFew(n, measures) {
  if (n < 2 || n >= FEWEST) return '';
  const orders = [2, 3, 4].filter((i) => i <= n).reduce((a, b) => a * b, 1);
  return `${n} networks are too few to say anything: one measure in ${orders / 2} puts them in perfect order or its `
    + `reverse by chance alone, and ${measures} measures were looked at. A p < 0.001 below comes from the `
    + 't-distribution at ρ = ±1 and means nothing here.';
}
