import { formatNumber } from 'echotrain/report';
import { memo } from 'react';
import styles from './curve-chart.module.css';
import type { View } from './plot.ts';
import { extentOf, type PlottedCurve, valueAt } from './plotted-curve.ts';
import { placeText, type XAxis, xTitles } from './x-axis.ts';

/** A table of more rows would not be read. */
const MOST_ROWS = 40;

/** The numbers of a chart: at the places that its curves have, or at some of them where they are many. */
export const CurveTable = memo(function CurveTable({
  title,
  curves,
  axis,
  view,
}: {
  readonly title: string;
  readonly curves: readonly PlottedCurve[];
  readonly axis: XAxis;
  readonly view: View | undefined;
}) {
  return (
    <section
      className={styles.table}
      aria-label={`${title}, as a table`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys
      tabIndex={0}
    >
      <table>
        <thead>
          <tr>
            <th scope="col">{xTitles[axis]}</th>
            {curves.map(({ key, label }) => (
              <th key={key} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {placesOf(curves, view).map((x) => (
            <tr key={x}>
              <th scope="row">{placeText(axis, x).replace(`${xTitles[axis]} `, '')}</th>
              {curves.map((curve) => (
                <td key={curve.key}>{formatNumber(valueAt(curve, x), 4)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
});

/** The places of the curve that has fewest, thinned out. */
function placesOf(curves: readonly PlottedCurve[], view: View | undefined): readonly number[] {
  const [from, to] = view ? [view.from, view.to] : (extentOf(curves) ?? [0, 0]);
  const shown = curves.map(({ x }) => x.filter((value) => value >= from && value <= to));
  const [fewest = new Float64Array()] = shown
    .filter(({ length }) => length > 1)
    .sort((a, b) => a.length - b.length);
  const stride = Math.ceil(fewest.length / MOST_ROWS);
  return Array.from(fewest).filter((_, i) => i % stride === 0 || i === fewest.length - 1);
}
