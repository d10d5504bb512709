// Why there is no value, said once where many rows would say the same.

import { h } from './dom.js';
import { plural } from './format.js';

/** The reason that most of `items` without a value give, if at least two of them do. */
export function commonReason(items) {
  const counts = new Map();
  for (const { reason } of items) if (reason !== undefined) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most !== undefined && most[1] > 1 ? most[0] : undefined;
}

/** Why rows of `items` have none, in a sentence; nothing where each row says it itself. */
export function reasonNote(items, common = commonReason(items)) {
  if (common === undefined) return '';
  const n = items.filter(({ reason }) => reason === common).length;
  return h('p', { class: 'note reasons' }, n === items.length
    ? `No value yet: ${common}.` : `No value for ${plural(n, 'measure')}: ${common}.`);
}

/** What a row without a value shows: its own reason, or a dash for the common one. */
export function whyNot(reason, common) {
  return reason === common ? '–' : h('span', { class: 'reason' }, reason);
}
