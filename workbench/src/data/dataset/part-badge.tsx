import styles from './dataset.module.css';
import type { PartName } from './use-dataset.ts';

/** The part that an item is in, with its color. */
export function PartBadge({ part }: { readonly part: PartName | undefined }) {
  if (!part) return null;
  return (
    <span className={styles.part} data-part={part}>
      {part}
    </span>
  );
}
