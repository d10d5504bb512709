// Numbers and names as people read them.

const plain = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });
const MINUS = '\u2212';

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** `7.76 × 10⁻⁵`. */
function scientific(value) {
  const [digits, exponent] = value.toExponential(2).split('e');
  const raised = [...exponent].map((c) => (c === '-' ? '⁻' : SUPERSCRIPTS[c] ?? '')).join('');
  return `${Number(digits)}\u00a0×\u00a010${raised}`;
}

function withMinus(text) {
  return text.replace('-', MINUS);
}

export function number(value) {
  if (value === undefined) return '–';
  const size = Math.abs(value);
  return withMinus(size > 0 && size < 1e-4 ? scientific(value) : plain.format(value));
}

export function tick(value) {
  return withMinus(Math.abs(value) >= 10_000 ? compact.format(value) : number(value));
}

/** A correlation, always with its sign. */
export function rho(value) {
  if (value === undefined) return '–';
  return (value < 0 ? MINUS : '+') + Math.abs(value).toFixed(2);
}

export function interval(low, high) {
  return low === undefined || high === undefined ? '' : `${rho(low)} to ${rho(high)}`;
}

export function p(value) {
  if (value === undefined) return '–';
  return value < 0.001 ? '< 0.001' : value.toFixed(3);
}

/** `= 0.012` or `< 0.001`. */
export function pIs(value) {
  return p(value).startsWith('<') ? p(value) : `= ${p(value)}`;
}

export function accuracy(value) {
  return value === undefined ? '–' : withMinus(`${(100 * value).toFixed(2)}\u00a0%`);
}

/** `hessian_trace` → `Hessian trace`. */
export function title(name) {
  const words = name.replaceAll('_', ' ').replace(/\bl(\d)\b/g, 'L$1').replace(/\bsam\b/, 'SAM')
    .replace(/\bfisher rao\b/, 'Fisher–Rao').replace(/\bfrobenius\b/, 'Frobenius');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function plural(n, one, many = `${one}s`) {
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
}

/** A hyperparameter along which networks differ, in words. */
export function axisName(axis) {
  return axis === 'dataset' ? 'data set' : title(axis).toLowerCase();
}
