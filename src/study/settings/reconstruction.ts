import { z } from 'zod';
import { itemFields } from '../../data/streaming/item-field.ts';
import { maskKinds } from '../../imaging/masks/make-mask.ts';
import type { Contrast } from '../../imaging/simulation/signal.ts';
import { count, path, positive, seed, settings, word } from './fields.ts';

const ACCELERATION = 'an acceleration of 1 or more, such as 4, or a list of them';
const acceleration = z.number(ACCELERATION).min(1, ACCELERATION);
const [firstKind = 'random', ...otherKinds] = maskKinds;

/** Which samples of k-space are kept. */
export const maskSettings = settings(
  'Which samples of fully sampled k-space are kept',
  {
    type: word('How they are spread', [firstKind, ...otherKinds]),
    acceleration: z
      .union([acceleration, z.array(acceleration).min(1, ACCELERATION)], ACCELERATION)
      .describe('One sample of so many is kept; of several accelerations each scan draws one'),
  },
  {
    calibration: count('Fully sampled lines in the center; 24 by default'),
    each: word('Whether training draws masks anew in each epoch, as by default, or once for each subject', [
      'epoch',
      'subject',
    ]),
    seed: seed('Which masks are drawn; 1 by default'),
  },
);

/** Settings that all reconstruction data share. */
const scanShape = {
  coils: count(
    'Compress to so many virtual coils, from the calibration lines; as many as there are by default',
  ),
  maps: word(
    'How sensitivities are found: from the calibration lines by ESPIRiT, as by default, or as low-resolution images; as a simulation knows them; or not at all',
    ['espirit', 'lowResolution', 'simulated', 'none'],
  ),
  target: word(
    'Whether the image is complex, combined by sensitivities, or a magnitude, combined by root-sum-of-squares; what the network gives by default',
    ['complex', 'magnitude'],
  ),
  cache: path('A folder to keep sensitivities in'),
};

const value = z.union([z.string(), z.number('a number')], 'a text or a number');
const values = z.union([value, z.array(value).min(1)], 'a value or a list of them');

/** Where items lie. */
export const placeShape = {
  folder: path('A dataset folder that echotrain data import made'),
  where: settings(
    'Only items of which this is so',
    {},
    Object.fromEntries(
      itemFields.map((field) => [field, values.describe(`The ${field} that items are to have`)]),
    ),
  ),
  files: z
    .array(path('A file'), 'a list of files')
    .min(1, 'a list of files')
    .describe('Files instead, each of a subject of its own unless its header names one'),
};

const EITHER = 'either a folder or files, beside the mask';
const isEither = ({ folder, files }: { folder?: string; files?: string[] }) =>
  (folder === undefined) !== (files === undefined);

/** Fully sampled k-space from files. */
export const kspaceSettings = settings(
  'Fully sampled multi-coil k-space, undersampled by a mask',
  { mask: maskSettings },
  { ...placeShape, ...scanShape },
).refine(isEither, EITHER);

const CONTRASTS = [
  't1',
  't2',
  'proton-density',
  'flair',
  't1-gradient-echo',
  't2-star',
  'balanced-ssfp',
] as const satisfies readonly Contrast[];

const simulationShape = {
  matrix: z
    .tuple([count('Rows'), count('Columns')], 'two numbers, such as [128, 128]')
    .describe('Rows (readout) and columns (phase encodings); [128, 128] by default'),
  coils: count('How many coils scan; 8 by default'),
  snr: positive('Signal to noise of the fully sampled image; 30 by default'),
  maps: scanShape.maps,
  target: scanShape.target,
  cache: scanShape.cache,
};

/** Magnitude images that are scanned. */
export const magnitudeSettings = settings(
  'Slices of magnitude images, each with a phase, coils and noise of its own, undersampled by a mask: mind "data crimes"',
  { mask: maskSettings },
  {
    ...placeShape,
    slices: count('How many slices of each volume, those in its middle; all by default'),
    ...simulationShape,
    seed: seed('Which phases, coils and noise; 1 by default'),
  },
).refine(isEither, EITHER);

/** Settings of magnitude images that are scanned. */
export type MagnitudeSettings = z.output<typeof magnitudeSettings>;

/** Digital subjects that are scanned. */
export const simulatedSettings = settings(
  'Digital subjects, each with its own anatomy, coils and noise, undersampled by a mask',
  { subjects: count('How many subjects'), mask: maskSettings },
  {
    slices: count('How many slices each has; 1 by default'),
    ...simulationShape,
    anatomy: word('What is scanned; brain by default', ['brain', 'abdomen', 'knee']),
    contrast: word('How they are scanned; t1 by default, proton density of knees', CONTRASTS),
    seed: seed('Which subjects there are; 1 by default'),
  },
);

/** Settings of simulated scans. */
export type SimulatedSettings = z.output<typeof simulatedSettings>;

/** Settings of a mask. */
export type MaskSettings = z.output<typeof maskSettings>;

/** Settings of k-space from files. */
export type KspaceSettings = z.output<typeof kspaceSettings>;

/** Settings of k-space from wherever. */
export type ScanSettings = Pick<KspaceSettings, 'mask' | 'coils' | 'maps' | 'target' | 'cache'>;
