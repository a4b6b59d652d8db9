import { useRef } from 'react';
import { Checkbox } from '../controls/checkbox.tsx';
import styles from './side-chooser.module.css';
import { sideNames } from './side-names.ts';
import type { Comparison } from './use-comparison.ts';

/** So many sides are seen at once, at most. */
const MOST = 6;

/** Which of all sides are compared. */
export function SideChooser({
  comparison: { offered, sides },
  onChange,
}: {
  readonly comparison: Comparison;
  readonly onChange: (keys: readonly string[]) => void;
}) {
  const box = useRef<HTMLDetailsElement>(null);
  const alike = offered.filter(({ kind }) => kind === sides[0]?.kind);
  if (alike.length < 2) return null;
  const names = sideNames(alike);
  const chosen = new Set(sides.map(({ key }) => key));
  const toggle = (key: string, isOn: boolean) => {
    onChange(alike.map((side) => side.key).filter((one) => (one === key ? isOn : chosen.has(one))));
  };
  return (
    <details
      ref={box}
      className={styles.chooser}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && box.current) box.current.open = false;
      }}
    >
      <summary>
        {sides.length} of {alike.length} sides
      </summary>
      <fieldset className={styles.list} aria-label="Sides">
        {alike.map(({ key }, at) => {
          const isOn = chosen.has(key);
          return (
            <Checkbox
              key={key}
              label={names[at]}
              isChecked={isOn}
              disabled={isOn ? sides.length === 1 : sides.length >= MOST}
              onChange={(on) => toggle(key, on)}
            />
          );
        })}
      </fieldset>
    </details>
  );
}
