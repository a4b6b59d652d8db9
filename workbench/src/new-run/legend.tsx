import styles from './new-run.module.css';

/** What a box of settings is called, and what it is. */
export function Legend({
  name,
  description,
}: {
  readonly name: string;
  readonly description?: string | undefined;
}) {
  return (
    <legend>
      {name}
      {description && <span className={styles.what}>{description}</span>}
    </legend>
  );
}
