import { useState } from 'react';
import { classes } from '../../controls/classes.ts';
import styles from './dataset.module.css';

/** A small picture of an item; of one of a sealed test part that it is sealed. */
export function Thumbnail({
  path,
  item,
  isSealed,
}: {
  readonly path: string;
  readonly item: string;
  readonly isSealed: boolean;
}) {
  const [isMissing, setIsMissing] = useState(false);
  if (isSealed) return <Unseen text="sealed" title="In a sealed test part" />;
  if (isMissing) return <Unseen text="?" title="It cannot be read" />;
  return (
    <span className={styles.thumbnail}>
      <img
        src={`/api/data/images/thumbnail?${new URLSearchParams({ path, item })}`}
        alt=""
        loading="lazy"
        decoding="async"
        onError={() => setIsMissing(true)}
      />
    </span>
  );
}

function Unseen({ text, title }: { readonly text: string; readonly title: string }) {
  return (
    <span className={classes(styles.thumbnail, styles.unseen)} title={title}>
      {text}
    </span>
  );
}
