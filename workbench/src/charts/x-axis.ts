/** Along what curves are drawn. */
export const xAxes = ['step', 'epoch', 'time'] as const;

/** Along what curves are drawn: steps taken, epochs finished, or seconds since the first measurement. */
export type XAxis = (typeof xAxes)[number];

/** What the axes are called. */
export const xTitles: Readonly<Record<XAxis, string>> = {
  step: 'Step',
  epoch: 'Epoch',
  time: 'Time (h:min:s)',
};

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How far ticks may be apart. */
export function incrementsOf(axis: XAxis): number[] {
  const powers = Array.from({ length: 13 }, (_, power) =>
    [1, 2, 5].map((digit) => digit * 10 ** power),
  ).flat();
  if (axis === 'step') return powers;
  if (axis === 'epoch') return [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, ...powers];
  const seconds = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30];
  const minutes = [1, 2, 5, 10, 15, 30].map((count) => count * MINUTE);
  const hours = [1, 2, 3, 6, 12].map((count) => count * HOUR);
  return [...seconds, ...minutes, ...hours, ...[1, 2, 5, 10, 20, 50, 100].map((count) => count * DAY)];
}

/** A place on an axis in words: "Step 1,200", "Epoch 3.25", "0:02:10". */
export function placeText(axis: XAxis, value: number): string {
  if (axis === 'time') return clockText(value);
  const digits = axis === 'step' ? 0 : 2;
  return `${xTitles[axis]} ${value.toLocaleString('en-US', { maximumFractionDigits: digits })}`;
}

/** Seconds as a clock shows them: hours, minutes, seconds. */
export function clockText(value: number, increment = 1): string {
  const digits = increment < 1 ? 1 : 0;
  const seconds = Number(Math.abs(value).toFixed(digits));
  const [hours, minutes] = [Math.floor(seconds / HOUR), Math.floor((seconds % HOUR) / MINUTE)];
  const rest = (seconds % MINUTE).toFixed(digits).padStart(digits ? 4 : 2, '0');
  return `${value < 0 ? '−' : ''}${hours}:${String(minutes).padStart(2, '0')}:${rest}`;
}
