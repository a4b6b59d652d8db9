const DAY_MS = 86_400_000;

/** Hours, minutes, seconds and their fraction, as far as they are known; old files have colons between them. */
const TIME = /^\d{2}(:?\d{2}(:?\d{2}(\.\d{1,6})?)?)?$/;

/**
 * A date (DA), time (TM) or both (DT) moved back by whole days: the time of day stays, and so do all intervals. Empty
 * for what is no complete date, since it cannot be moved.
 */
export function shifted(text: string, vr: string, daysBack: number): string {
  if (vr === 'TM') return TIME.test(text) ? text : '';
  const [, year = '', month = '', day = '', rest = ''] = /^(\d{4})\.?(\d{2})\.?(\d{2})(.*)$/.exec(text) ?? [];
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const real = new Date(date).getUTCDate() === Number(day) && Number(month) >= 1 && Number(month) <= 12;
  if (year === '' || !real || !isTimeOfDay(rest, vr)) return '';
  return new Date(date - daysBack * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '') + rest;
}

function isTimeOfDay(text: string, vr: string): boolean {
  return vr === 'DT' ? /^(\d{2}){0,3}(\.\d{1,6})?([+-]\d{4})?$/.test(text) : text === '';
}
