import type { StudyIssue } from 'echotrain/server';
import { useEffect, useState } from 'react';
import { api, said } from '../api/client.ts';

/** How long one may write before the text is checked, in milliseconds. */
const PAUSE_MS = 250;

/** What is known of a text. */
export interface StudyCheck {
  readonly issues: readonly StudyIssue[];
  /** Whether that is about the text as it is now. */
  readonly isCurrent: boolean;
  readonly error: Error | undefined;
}

/** What is wrong with a study's text, soon after it was last changed. */
export function useStudyCheck(text: string): StudyCheck {
  const [known, setKnown] = useState({
    text: '',
    issues: [] as readonly StudyIssue[],
    error: undefined as Error | undefined,
  });
  useEffect(() => {
    let isOld = false;
    const timer = setTimeout(() => {
      said(api.studies.check.$post({ json: { text } })).then(
        ({ issues }) => isOld || setKnown({ text, issues, error: undefined }),
        (error: Error) => isOld || setKnown({ text, issues: [], error }),
      );
    }, PAUSE_MS);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [text]);
  return { issues: known.issues, error: known.error, isCurrent: known.text === text };
}
