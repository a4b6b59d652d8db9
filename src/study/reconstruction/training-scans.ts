import type { Augment, ItemSet } from '../../data/index.ts';
import type { ReconstructionItems } from '../../reconstruct/dataset/reconstruction-items.ts';
import type { TrainedFor } from '../../reconstruct/index.ts';
import { check } from '../../util/errors.ts';
import type { Study } from '../study.ts';

/**
 * What a network learns from: scans that are moved, undersampled and scaled anew in each epoch.
 *
 * @throws InputError for settings that suit images only.
 */
export function trainingScans(
  { data, preprocessing, augmentation, training }: Study,
  scans: ReconstructionItems,
  seed: number,
): { readonly data: ItemSet; readonly augment: Augment } {
  const { kspace, ...others } = augmentation ?? {};
  const refuse = (condition: boolean, where: string, received: string, remedy: string) =>
    check(!condition, () => ({ where, expected: 'none, for reconstructions', received, remedy }));
  const [other] = Object.keys(others);
  refuse(preprocessing !== undefined, 'preprocessing', 'some', 'k-space is scaled by itself.');
  refuse(other !== undefined, 'augmentation', `${other}`, 'Take augmentation: { kspace: ... }.');
  refuse(
    training.gates === true,
    'training, gates',
    'true',
    'They are made for networks that begin with nothing.',
  );
  return scans.anew(kspace, seed, (data.kspace ?? data.simulated ?? data.magnitudes)?.mask.each ?? 'epoch');
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
