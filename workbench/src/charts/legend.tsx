import { formatNumber } from 'echotrain/report';
import styles from './legend.module.css';
import { lastValue, type PlottedCurve, valueAt } from './plotted-curve.ts';
import { placeText, type XAxis } from './x-axis.ts';

/** Whose curves are shown, with their values where one points, or else their last ones. Each can be taken out. */
export function Legend({
  curves,
  hidden,
  at,
  axis,
  onToggle,
}: {
  readonly curves: readonly PlottedCurve[];
  readonly hidden: ReadonlySet<string>;
  /** The x that is pointed at. */
  readonly at: number | undefined;
  readonly axis: XAxis;
  readonly onToggle: (key: string) => void;
}) {
  return (
    <div className={styles.legend}>
      <ul>
        {curves.map((curve) => (
          <li key={curve.key}>
            <button
              type="button"
              aria-pressed={!hidden.has(curve.key)}
              title={`Show or hide ${curve.label}`}
              onClick={() => onToggle(curve.key)}
            >
              <Swatch curve={curve} />
              <span className={styles.label}>{curve.label}</span>
              <span className={styles.value}>
                {formatNumber(at === undefined ? lastValue(curve) : valueAt(curve, at), 4)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <span className={styles.place}>{at === undefined ? 'Last values' : placeText(axis, at)}</span>
    </div>
  );
}

function Swatch({ curve: { color, isDashed, isBackground } }: { readonly curve: PlottedCurve }) {
  return (
    <svg className={styles.swatch} viewBox="0 0 20 8" aria-hidden="true">
      <line
        x1="1"
        x2="19"
        y1="4"
        y2="4"
        stroke={`var(--series-${(color % 7) + 1})`}
        strokeWidth={isBackground ? 1.25 : 2.5}
        strokeOpacity={isBackground ? 0.6 : 1}
        {...(isDashed && { strokeDasharray: '5 3' })}
      />
    </svg>
  );
}
