// From values to positions.

/** The extent of `values`, widened a little so that no point lies on the frame. */
export function extent(values, margin = 0.06) {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return undefined;
  const room = high > low ? (high - low) * margin : Math.max(Math.abs(high) * 0.05, 0.5);
  return [low - room, high + room];
}

/** Round numbers inside [low, high], about `count` of them and at least two. */
export function ticks([low, high], count) {
  const steps = [];
  for (let power = Math.floor(Math.log10(high - low)) - 2; 10 ** power <= high - low; power++) {
    steps.push(...[1, 2, 5].map((factor) => factor * 10 ** power));
  }
  const within = (step) => Math.floor(high / step + 1e-9) - Math.ceil(low / step - 1e-9) + 1;
  const wide = steps.find((step) => step >= (high - low) / Math.max(1, count)) ?? steps.at(-1);
  const step = within(wide) >= 2 ? wide : steps.findLast((each) => within(each) >= 2);
  const first = Math.ceil(low / step - 1e-9);
  return Array.from({ length: within(step) }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** Logarithms of round numbers inside 10^[low, high], about `count` of them. */
export function logTicks([low, high], count) {
  for (const digits of [[1, 2, 5], [1, 3], [1]]) {
    const all = [];
    for (let power = Math.floor(low); power <= high; power++) {
      digits.forEach((digit) => all.push(power + Math.log10(digit)));
    }
    const inside = all.filter((each) => each >= low - 1e-9 && each <= high + 1e-9);
    if (inside.length >= 2 && inside.length <= 1.6 * count + 1) return inside;
  }
  return high - low < 1 ? ticks([10 ** low, 10 ** high], count).filter((each) => each > 0).map(Math.log10)
    : ticks([low, high], count).filter(Number.isInteger);
}

export function linear([low, high], from, to) {
  const slope = (to - from) / (high - low);
  return (value) => from + (value - low) * slope;
}

/** Ranks 1 … n, ties averaged. */
export function ranks(values) {
  const order = values.map((_, i) => i).sort((a, b) => values[a] - values[b]);
  const result = new Array(values.length);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to + 1 < order.length && values[order[to + 1]] === values[order[from]]) to++;
    for (let k = from; k <= to; k++) result[order[k]] = (from + to) / 2 + 1;
    from = to + 1;
  }
  return result;
}
