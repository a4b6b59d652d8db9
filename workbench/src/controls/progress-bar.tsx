import styles from './progress-bar.module.css';

/**
 * How far something is.
 *
 * @param share from 0 to 1; without it that is not known
 * @param text said beside it: "3 of 10 epochs"
 */
export function ProgressBar({
  label,
  share,
  text,
}: {
  readonly label: string;
  readonly share?: number | undefined;
  readonly text?: string;
}) {
  return (
    <span className={styles.progress}>
      <progress aria-label={label} {...(share !== undefined && { value: Math.min(1, Math.max(0, share)) })} />
      {text && <span className={styles.text}>{text}</span>}
    </span>
  );
}
