import type { ComponentProps } from 'react';
import styles from './button.module.css';
import { classes } from './classes.ts';

/** What a button is like: the first thing to do, one of several, without a frame, or one that takes away. */
export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger';

/**
 * A button.
 *
 * @example <Button kind="primary" onClick={start}>Start</Button>
 */
export function Button({
  kind = 'plain',
  className,
  ...props
}: { readonly kind?: ButtonKind } & ComponentProps<'button'>) {
  return <button type="button" {...props} className={classes(styles.button, styles[kind], className)} />;
}
