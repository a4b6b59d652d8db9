import type { ReactNode } from 'react';
import styles from './toolbar.module.css';

/** Controls in a row that belong together; they wrap where there is no room. */
export function Toolbar({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <fieldset aria-label={label} className={styles.toolbar}>
      {children}
    </fieldset>
  );
}
