import { type ColorScale, endsOf, gradientOf } from './color-scales.ts';
import styles from './overlay.module.css';
import { numberText, withUnit } from './values-in-words.ts';

/** What the colors of a scale stand for. */
export function ColorLegend({
  colors,
  unit,
}: {
  readonly colors: ColorScale;
  readonly unit?: string | undefined;
}) {
  const [from, to] = endsOf(colors);
  return (
    <div className={styles.legend} role="img" aria-label={`${colors.name}: ${from} to ${withUnit(to, unit)}`}>
      <span>{numberText(from)}</span>
      <span className={styles.gradient} style={{ background: gradientOf(colors) }} />
      <span>{withUnit(to, unit)}</span>
    </div>
  );
}
