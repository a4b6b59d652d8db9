import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './notice.module.css';

/** What a notice is about. */
export type NoticeKind = 'info' | 'warning' | 'error' | 'empty';

/**
 * Something that people should know: a note, a warning, an error, or that there is nothing here and what to do next.
 *
 * @param actions buttons or links that help
 * @example <Notice kind="error" title="The run cannot be read">{error.message}</Notice>
 */
export function Notice({
  kind = 'info',
  title,
  actions,
  children,
}: {
  readonly kind?: NoticeKind;
  readonly title?: string;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <div
      role={kind === 'error' ? 'alert' : kind === 'warning' ? 'status' : undefined}
      className={classes(styles.notice, styles[kind])}
    >
      {title && <div className={styles.title}>{title}</div>}
      {children && <div className={styles.content}>{children}</div>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
