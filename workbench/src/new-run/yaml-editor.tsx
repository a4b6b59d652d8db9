import type { StudyIssue } from 'echotrain/server';
import { useId, useRef, useState } from 'react';
import { classes } from '../controls/classes.ts';
import styles from './new-run.module.css';

/** A study's text with the numbers of its lines; what is wrong is marked, and listed below. */
export function YamlEditor({
  text,
  issues,
  onChange,
}: {
  readonly text: string;
  readonly issues: readonly StudyIssue[];
  readonly onChange: (text: string) => void;
}) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [top, setTop] = useState(0);
  const id = useId();
  const lines = text.split('\n');
  const wrong = new Set(issues.map(({ line }) => line));
  const show = ({ line, column }: StudyIssue) => {
    const at = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0) + column - 1;
    area.current?.focus();
    area.current?.setSelectionRange(at, at);
  };
  return (
    <>
      <div className={styles.editor}>
        <div className={styles.numbers} aria-hidden="true">
          <div style={{ transform: `translateY(${-top}px)` }}>
            {lines.map((_, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line's number is what it is.
              <div key={i} className={classes(wrong.has(i + 1) && styles.wrong)}>
                {i + 1}
              </div>
            ))}
          </div>
        </div>
        <textarea
          ref={area}
          aria-label="Study in YAML"
          aria-describedby={id}
          aria-invalid={issues.length > 0}
          spellCheck={false}
          wrap="off"
          value={text}
          onChange={(event) => onChange(event.target.value)}
          onScroll={(event) => setTop(event.currentTarget.scrollTop)}
        />
      </div>
      <ul id={id} className={styles.issues}>
        {issues.map((issue) => (
          <li key={`${issue.line}:${issue.column} ${issue.message}`}>
            <button type="button" onClick={() => show(issue)}>
              Line {issue.line}
              {issue.path && `, ${issue.path}`}
            </button>{' '}
            {issue.message}
          </li>
        ))}
      </ul>
    </>
  );
}
