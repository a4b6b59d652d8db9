import { parseStudy, StudyFileError } from '../../study/index.ts';
import { type Complaint, InputError } from '../../util/errors.ts';

/** Something that is wrong with a study's text. */
export interface StudyIssue {
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** The setting, or the group, that it is about: `training.epochs`; empty for the whole. */
  readonly path: string;
  readonly message: string;
}

/** How the text is called in errors. */
const NAME = 'study';

/** All that is wrong with a study's text; nothing where it can be run. */
export function studyIssues(text: string): StudyIssue[] {
  try {
    parseStudy(text, NAME);
    return [];
  } catch (error) {
    if (error instanceof StudyFileError) return error.complaints.map(issueOf);
    if (error instanceof InputError) return [issueOf(error.complaint)];
    throw error;
  }
}

function issueOf({ where, expected, received, remedy }: Complaint): StudyIssue {
  const [, line = '1', column = '1', path = '', within = ''] =
    /^study:(\d+):(\d+)(?:, ([^,]*))?(?:, (.*))?$/.exec(where) ?? [];
  const message = `${within && `${within}: `}expected ${expected}, received ${received}.`;
  return {
    ...{ line: Number(line), column: Number(column), path },
    message: remedy ? `${message} ${remedy}` : message,
  };
}
