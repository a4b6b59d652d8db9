import { disturbKspace, type KspaceAugmentation, planesOf } from '../../data/augmentation/augment-kspace.ts';
import { drawMove, moveImage, moveKspace } from '../../data/augmentation/kspace-move.ts';
import { check } from '../../util/errors.ts';
import { RandomStream } from '../../util/random.ts';
import { type ItemLayout, type ReconstructionItem, writeReference } from './reconstruction-item.ts';

/** What happens to fully sampled scans before they are undersampled. */
export type ScanAugmentation = Omit<KspaceAugmentation, 'seed'>;

/** Changes one item in place, as a pure function of seed, epoch and item. */
export type ChangeScan = (item: ReconstructionItem, epoch: number, number: number) => void;

/**
 * Moves k-space and sensitivities alike, by whole pixels, and makes the reference anew; then adds what a measurement
 * adds, noise, motion and phase, to the k-space alone.
 */
export function augmentScan({ kspaceShape }: ItemLayout, options: KspaceAugmentation): ChangeScan {
  check(!options.coilPhase, () => ({
    where: 'augmentation, kspace',
    expected: 'no coilPhase where coils are combined by sensitivities',
    received: `${options.coilPhase}`,
  }));
  const [coils = 1, , rows = 1, columns = 1] = kspaceShape;
  const plane = rows * columns;
  return (item, epoch, number) => {
    const all = planesOf(item.kspace.data, rows, columns);
    const move = drawMove(options, RandomStream.derive(options.seed, 'kspace', epoch, number), true);
    for (const planes of all) moveKspace(planes, move);
    const maps = item.maps?.data;
    for (let start = 0; maps && start < maps.length; start += plane) {
      moveImage(maps.subarray(start, start + plane), rows, columns, move);
    }
    writeReference(item);
    disturbKspace(all, coils, options, [epoch, number]);
  };
}
