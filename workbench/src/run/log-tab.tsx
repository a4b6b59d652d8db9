import { useLayoutEffect, useRef } from 'react';
import { api, said } from '../api/client.ts';
import { useEvent } from '../api/use-events.ts';
import { useQuery } from '../api/use-query.ts';
import { Notice } from '../controls/notice.tsx';
import { bytesText } from '../runs/words.ts';
import styles from './details.module.css';

/** Closer to the end than this one reads the end, and stays there as more comes, in pixels. */
const NEAR = 40;

/** What a run's process wrote, its end. */
export function LogTab({ id, isAtWork }: { readonly id: number; readonly isAtWork: boolean }) {
  const { value, error, refresh } = useQuery(`log ${id}`, () =>
    said(api.runs[':run'].log.$get({ param: { run: String(id) } })),
  );
  useEvent('measured', ({ runs }) => {
    if (runs.includes(id)) refresh();
  });
  useEvent('runs', ({ runs }) => {
    if (runs.some((run) => run.id === id)) refresh();
  });
  const place = useRef<HTMLElement>(null);
  const isAtEnd = useRef(true);
  const text = value?.text;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown changes with the text.
  useLayoutEffect(() => {
    if (place.current && isAtEnd.current) place.current.scrollTop = place.current.scrollHeight;
  }, [text]);
  if (error) return <Notice kind="error">{error.message}</Notice>;
  if (!value) return <p role="status">Loading …</p>;
  if (value.text === '') {
    return (
      <Notice kind="empty" title="The log is empty">
        {isAtWork
          ? 'The run has written nothing yet.'
          : 'The run has written nothing, or was started in a terminal.'}
      </Notice>
    );
  }
  return (
    <div className={styles.section}>
      {!value.isWhole && <p>The end of {bytesText(value.bytes)}.</p>}
      <section
        ref={place}
        className={styles.log}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys
        tabIndex={0}
        aria-label="Log"
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
          isAtEnd.current = scrollHeight - scrollTop - clientHeight < NEAR;
        }}
      >
        <pre>{value.text}</pre>
      </section>
    </div>
  );
}
