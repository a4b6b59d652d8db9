/** The classical methods that a network is compared with, under the command line's names. */
export const baselineNames = ['zero-filled', 'sense', 'tv', 'tgv', 'wavelet'] as const;

/** One of them. */
export type BaselineName = (typeof baselineNames)[number];
