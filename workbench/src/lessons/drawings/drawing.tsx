import type { ReactNode } from 'react';
import styles from './drawings.module.css';

/**
 * A drawing with its title, for those who see it and for those who do not: what it shows in words, and its values.
 *
 * @param description what there is to see, in a sentence
 * @param table the values as a table, on demand
 */
export function Drawing({
  title,
  description,
  table,
  children,
}: {
  readonly title: string;
  readonly description: string;
  readonly table?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <figure className={styles.drawing}>
      <figcaption>{title}</figcaption>
      <div role="img" aria-label={`${title}: ${description}`}>
        {children}
      </div>
      {table && (
        <details className={styles.values}>
          <summary>Values of: {title}</summary>
          {table}
        </details>
      )}
    </figure>
  );
}
