import type { BurnedIn } from './burned-in.ts';

/** One file without what identifies anyone, and what the caller needs to know of it. */
export interface DeidentifiedFile {
  /** The new file, piece by piece. */
  readonly bytes: Iterable<Uint8Array>;
  /** How its name ends. */
  readonly ending: '.dcm' | '.nii' | '.nii.gz';
  /** The patient as the file named him: for the key alone. */
  readonly patient: string;
  /** What the patient is called now. */
  readonly subject: string;
  /** By what the study and the series are told from others: for the key alone. */
  readonly study: string;
  readonly series: string;
  readonly burnedIn: BurnedIn | 'no pixels';
  /** What was done, as JSON without any value. */
  readonly counts: object;
}
