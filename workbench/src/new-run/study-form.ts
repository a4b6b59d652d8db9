import type { StudyIssue } from 'echotrain/server';
import { createContext, useContext } from 'react';
import type { SettingPath } from './edit-study.ts';

/** What every field of the form of a study works on. */
export interface StudyForm {
  readonly issues: readonly StudyIssue[];
  readonly set: (path: SettingPath, value: unknown) => void;
  readonly remove: (path: SettingPath) => void;
}

const empty: StudyForm = { issues: [], set: () => undefined, remove: () => undefined };

/** Gives the form to its fields. */
export const StudyFormContext = createContext<StudyForm>(empty);

/** The form that a field belongs to. */
export function useStudyForm(): StudyForm {
  return useContext(StudyFormContext);
}

/** What is wrong with a setting itself, not with settings within it; nothing where it is right. */
export function useIssue(path: SettingPath): string | undefined {
  const own = useStudyForm().issues.filter((issue) => issue.path === path.join('.'));
  return own.length > 0 ? own.map(({ message }) => message).join('\n') : undefined;
}
