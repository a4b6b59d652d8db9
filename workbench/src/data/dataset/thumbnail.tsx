import { useState } from 'react';
import { api } from '../../api/client.ts';
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
  if (isSealed) {
    return (
      <span className={styles.thumbnail} title="In a sealed test part">
        <span className={styles.seal}>sealed</span>
      </span>
    );
  }
  if (isMissing) {
    return (
      <span className={styles.thumbnail} title="It cannot be read">
        <span className={styles.seal}>?</span>
      </span>
    );
  }
  return (
    <span className={styles.thumbnail}>
      <img
        src={api.data.images.thumbnail.$url({ query: { path, item } }).pathname + search(path, item)}
        alt=""
        loading="lazy"
        decoding="async"
        onError={() => setIsMissing(true)}
      />
    </span>
  );
}

function search(path: string, item: string): string {
  return `?${new URLSearchParams({ path, item })}`;
}
