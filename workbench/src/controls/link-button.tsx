import type { ComponentProps } from 'react';
import { Link } from '../navigation/link.tsx';
import styles from './button.module.css';
import type { ButtonKind } from './button.tsx';
import { classes } from './classes.ts';

/** A link to another page that looks like a button. */
export function LinkButton({
  kind = 'plain',
  className,
  ...props
}: { readonly kind?: ButtonKind } & ComponentProps<typeof Link>) {
  return <Link {...props} className={classes(styles.button, styles[kind], className)} />;
}
