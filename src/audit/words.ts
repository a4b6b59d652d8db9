import { withUnit } from '../report/index.ts';

/** "1 subject", "3 subjects"; plurals that do not just take an s are given. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`;
}

/** "1 subject is", "3 subjects are". */
export function countAre(n: number, one: string, many = `${one}s`): string {
  return `${count(n, one, many)} ${n === 1 ? 'is' : 'are'}`;
}

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

/** A share in whole percent, "< 1 %" where that would be 0. */
export function percent(share: number): string {
  const whole = Math.round(100 * share);
  return withUnit(whole === 0 && share > 0 ? '< 1' : `${whole}`, '%');
}

/** A number with three digits. */
export function short(value: number): number {
  return Number(value.toPrecision(3));
}
