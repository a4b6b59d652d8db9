import type { Acquisition } from '../../formats/array/acquisition.ts';
import { InputError, messageOf } from '../../util/errors.ts';

/** Whom an item is of, and whether its source says so. */
export interface SubjectOf {
  readonly subject: string;
  readonly subjectKnown: boolean;
}

/** What a subject can be told by. */
export interface SubjectEvidence {
  readonly id: string;
  /** The item's way from its source. */
  readonly name: string;
  readonly acquisition: Acquisition;
  /** What a table says. */
  readonly listed?: string | undefined;
}

/** BIDS: `sub-01` as a folder or at the beginning of a name (Gorgolewski et al. 2016). */
const BIDS_SUBJECT = /(?:^|[/_])(sub-[A-Za-z0-9]+)/;
const BIDS_SESSION = /(?:^|[/_])(ses-[A-Za-z0-9]+)/;

/**
 * How subjects are told: by the table, the pattern, the header, BIDS's names; else each item is a subject of its own.
 *
 * @param pattern matched against an item's way from its source; its first group is the subject, or the whole match.
 * @throws InputError for a pattern that is no regular expression.
 */
export function subjectRule(pattern: string | undefined): (evidence: SubjectEvidence) => SubjectOf {
  const expression = pattern === undefined ? undefined : compiled(pattern);
  return ({ id, name, acquisition, listed }) => {
    const match = expression?.exec(name);
    const subject =
      listed || match?.[1] || match?.[0] || acquisition.subject?.trim() || BIDS_SUBJECT.exec(name)?.[1];
    return subject ? { subject, subjectKnown: true } : { subject: id, subjectKnown: false };
  };
}

/** The session that BIDS's names tell. */
export function bidsSession(name: string): string | undefined {
  return BIDS_SESSION.exec(name)?.[1];
}

function compiled(pattern: string): RegExp {
  try {
    return new RegExp(pattern);
  } catch (error) {
    const complaint = {
      where: '--subject-pattern',
      expected: 'a regular expression',
      received: messageOf(error),
    };
    throw new InputError(complaint, { cause: error });
  }
}
