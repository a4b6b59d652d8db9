/** The marks of an acquisition: bit n - 1 for the number n that `ismrmrd.h` gives it. */
export const MARKS = {
  noise: 1 << 18,
  calibration: 1 << 19,
  calibrationAndImage: 1 << 20,
  reversed: 1 << 21,
  navigation: 1 << 22,
  phaseCorrection: 1 << 23,
  highPriorityFeedback: 1 << 25,
  dummy: 1 << 26,
  realTimeFeedback: 1 << 27,
  surfaceCoilCorrection: 1 << 28,
  phaseStabilizationReference: 1 << 29,
  phaseStabilization: 1 << 30,
} as const;

const OTHER =
  MARKS.navigation |
  MARKS.highPriorityFeedback |
  MARKS.dummy |
  MARKS.realTimeFeedback |
  MARKS.surfaceCoilCorrection |
  MARKS.phaseStabilizationReference |
  MARKS.phaseStabilization;
const NO_LINES = OTHER | MARKS.noise | MARKS.phaseCorrection;

/** The kinds of acquisitions that a file may interleave, by the names of their members. */
export const SCANS = {
  image: (flags: number) =>
    (flags & NO_LINES) === 0 &&
    ((flags & MARKS.calibration) === 0 || (flags & MARKS.calibrationAndImage) !== 0),
  noise: (flags: number) => (flags & MARKS.noise) !== 0,
  calibration: (flags: number) =>
    (flags & NO_LINES) === 0 && (flags & (MARKS.calibration | MARKS.calibrationAndImage)) !== 0,
  'phase correction': (flags: number) => (flags & MARKS.phaseCorrection) !== 0,
  other: (flags: number) => (flags & OTHER) !== 0,
} as const;

/** The name of a kind of acquisitions. */
export type ScanName = keyof typeof SCANS;

/** All of them, the images first. */
export const SCAN_NAMES: readonly ScanName[] = ['image', 'noise', 'calibration', 'phase correction', 'other'];
