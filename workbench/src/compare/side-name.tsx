import styles from './side-name.module.css';
import { sideColor } from './side-names.ts';

/** The name of a side, behind its color. */
export function SideName({ name, at }: { readonly name: string; readonly at: number }) {
  return (
    <span className={styles.name}>
      <span className={styles.swatch} style={{ background: sideColor(at) }} aria-hidden="true" />
      {name}
    </span>
  );
}
