import type { Augment, ItemSet } from '../../data/index.ts';
import { ImagePairs } from '../../reconstruct/dataset/image-pairs.ts';
import { ReconstructionItems } from '../../reconstruct/dataset/reconstruction-items.ts';
import type { TrainedFor } from '../../reconstruct/index.ts';
import { check } from '../../util/errors.ts';
import type { Study } from '../study.ts';

/** What a network learns from, and what happens to it in each epoch. */
interface TrainingImages {
  readonly data: ItemSet;
  readonly augment?: Augment;
}

/**
 * What a network learns from: scans that are moved, undersampled and scaled anew in each epoch, or images with other
 * noise; `undefined` where it learns something else.
 *
 * @throws InputError for settings that do not suit them.
 */
export function trainingImages(study: Study, raw: ItemSet, seed: number): TrainingImages | undefined {
  if (raw instanceof ReconstructionItems) return trainingScans(study, raw, seed);
  if (!(raw instanceof ImagePairs)) return undefined;
  checkSettings(study);
  refuse(study.augmentation !== undefined, 'augmentation', 'some', 'Noise is drawn anew in each epoch.');
  return raw.anew(seed);
}

function trainingScans(study: Study, scans: ReconstructionItems, seed: number): TrainingImages {
  checkSettings(study);
  const { kspace, ...others } = study.augmentation ?? {};
  const [other] = Object.keys(others);
  refuse(other !== undefined, 'augmentation', `${other}`, 'Take augmentation: { kspace: ... }.');
  const { data } = study;
  const { mask } = data.kspace ?? data.simulated ?? data.magnitudes ?? {};
  return scans.anew(kspace, seed, mask?.each ?? 'epoch');
}

function checkSettings({ preprocessing, training }: Study): void {
  refuse(preprocessing !== undefined, 'preprocessing', 'some', 'Data are scaled by themselves.');
  const remedy = 'They are made for networks that begin with nothing.';
  refuse(training.gates === true, 'training, gates', 'true', remedy);
}

function refuse(condition: boolean, where: string, received: string, remedy: string): void {
  check(!condition, () => ({ where, expected: 'none, for reconstructions', received, remedy }));
}

/** What data a network has seen, for its file. */
export function describeScans({ layout, options }: ReconstructionItems): TrainedFor {
  const [coils = 0, , rows = 0, columns = 0] = layout.kspaceShape;
  const { kind, accelerations, calibrationLines } = options.undersampling;
  return {
    matrix: [rows, columns],
    coils,
    accelerations,
    mask: kind,
    calibrationLines,
    scaling: 'zero-filled maximum',
    output: layout.kind,
  };
}
