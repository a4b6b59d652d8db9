import { Slider } from '../../controls/slider.tsx';
import type { ImageDescription } from './describe.ts';
import styles from './image-panel.module.css';

const NAMES: Readonly<Record<string, string>> = {
  time: 'Time',
  coil: 'Coil',
  echo: 'Echo',
  average: 'Average',
  phaseEncode: 'Phase encode',
  partition: 'Partition',
  other: 'Axis',
};

/** Which place of axes is shown that are neither rows, columns nor pictures: the time, the coil. */
export function AxisChoices({
  about: { others },
  fixed,
  onChange,
}: {
  readonly about: Pick<ImageDescription, 'others'>;
  readonly fixed: readonly number[];
  readonly onChange: (fixed: readonly number[]) => void;
}) {
  if (others.length === 0) return null;
  return (
    <div className={styles.axes}>
      {others.map(({ axis, name, length }) => {
        const called = NAMES[name] ?? name;
        return (
          <Slider
            key={axis}
            label={name === 'other' ? `${called} ${axis + 1}` : called}
            value={fixed[axis] ?? 0}
            min={0}
            max={length - 1}
            format={(at) => `${at + 1} / ${length}`}
            onChange={(at) => onChange(fixed.with(axis, at))}
          />
        );
      })}
    </div>
  );
}
