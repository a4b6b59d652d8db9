import { formatNumber } from 'echotrain/report';
import { lastValue, type PlottedCurve, valueAt } from './plotted-curve.ts';
import { placeText, type XAxis } from './x-axis.ts';

/** More curves are counted, not told one by one. */
const MOST = 8;

/** What a chart shows, for those who do not see it: where each curve begins and ends, and its least value. */
export function curvesInWords(title: string, curves: readonly PlottedCurve[], axis: XAxis): string {
  const told = curves.slice(0, MOST).map((curve) => curveInWords(curve, axis));
  const more = curves.length > MOST ? [`and ${curves.length - MOST} more`] : [];
  return `${title}. ${[...told, ...more].join('; ')}.`;
}

/** What curves say at an x, to be read out. */
export function valuesInWords(curves: readonly PlottedCurve[], axis: XAxis, at: number): string {
  const told = curves.map((curve) => `${curve.label} ${formatNumber(valueAt(curve, at))}`);
  return `${placeText(axis, at)}: ${told.join(', ')}`;
}

function curveInWords(curve: PlottedCurve, axis: XAxis): string {
  const { label, x, values } = curve;
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return `${label}: no numbers`;
  const least = finite.reduce((low, value) => Math.min(low, value));
  const where = placeText(axis, x[values.indexOf(least)] ?? 0);
  const [first = 0] = finite;
  return `${label}: from ${formatNumber(first)} to ${formatNumber(lastValue(curve))}, least ${formatNumber(least)} at ${where}`;
}
