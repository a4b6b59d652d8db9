import { createHash } from 'node:crypto';

/** What every MLflow server takes, as its REST documentation says ("Request Limits", "Log Batch", "Set Tag"). */
export const MLFLOW_LIMITS = {
  /** Of a metric's, a parameter's and a tag's name, in bytes. */
  key: 250,
  /** Of a parameter's value, in bytes. */
  param: 6000,
  /** Of a tag's value, in bytes. */
  tag: 5000,
  /** Of an experiment's name, in characters. */
  experiment: 500,
  /** In one batch; with 100 parameters of full length it would pass the megabyte that a request may have. */
  metrics: 1000,
  params: 50,
  tags: 100,
} as const;

/**
 * A name that MLflow takes: letters, digits, `_ - . /` and spaces, no path that means another one, 250 bytes. One that had
 * to be changed ends in a hash of what it was, so that two never become one.
 *
 * @example mlflowKey('train/loss'); // 'train/loss'
 */
export function mlflowKey(name: string): string {
  const parts = name.replaceAll(/[^\p{L}\p{N}_./ -]/gu, '_').split('/');
  const key = parts.filter((part) => part !== '' && part !== '.' && part !== '..').join('/');
  if (key === name && Buffer.byteLength(key) <= MLFLOW_LIMITS.key) return key;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${cutTo(key, MLFLOW_LIMITS.key - 9)}_${hash}`;
}

/** A value of at most so many bytes, with an ellipsis where some of it had to go. */
export function mlflowValue(text: string, bytes: number): string {
  return Buffer.byteLength(text) <= bytes ? text : `${cutTo(text, bytes - 3)}…`;
}

/** The beginning of a text, whole characters in so many bytes of UTF-8. */
function cutTo(text: string, bytes: number): string {
  const cut = new TextDecoder().decode(Buffer.from(text).subarray(0, bytes), { stream: true });
  return cut.replace(/\uFFFD+$/, '');
}
