import { MARKS } from './mdh.ts';

/** The kinds of scans that one measurement may interleave, by the names of their members. */
export const SCANS = {
  image: isImage,
  noise: (flags: number) => (flags & MARKS.noise) !== 0,
  reference: (flags: number) =>
    (flags & (MARKS.reference | MARKS.referenceAndImage)) !== 0 && (flags & NOT_READ_AS_LINES) === 0,
  'phase correction': (flags: number) =>
    (flags & MARKS.phaseCorrection) !== 0 && (flags & MARKS.reference) === 0,
  'reference phase correction': (flags: number) =>
    (flags & MARKS.phaseCorrection) !== 0 && (flags & MARKS.reference) !== 0,
  feedback: (flags: number) => (flags & FEEDBACK) !== 0,
  'phase stabilization': (flags: number) => (flags & STABILIZATION) !== 0,
} as const;

/** The name of a kind of scan. */
export type ScanName = keyof typeof SCANS;

const FEEDBACK = MARKS.realTimeFeedback | MARKS.highPriorityFeedback;
const STABILIZATION = MARKS.phaseStabilization | MARKS.referencePhaseStabilization;
const NOT_READ_AS_LINES = FEEDBACK | STABILIZATION | MARKS.phaseCorrection | MARKS.noise;

/** Lines of images; reference lines only where they serve for both. */
function isImage(flags: number): boolean {
  const onlyReference = (flags & MARKS.reference) !== 0 && (flags & MARKS.referenceAndImage) === 0;
  return (flags & NOT_READ_AS_LINES) === 0 && !onlyReference;
}
