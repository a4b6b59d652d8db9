import type { ReconstructionItems } from '../../reconstruct/dataset/reconstruction-items.ts';
import { sameItems } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import type { Study } from '../study.ts';
import type { Task } from '../task.ts';
import { loadScans } from './load-scans.ts';

/**
 * What a reconstruction is tried on after its test, where the study says so.
 *
 * @throws InputError where there is no such thing, or it is not what the network is trained for.
 */
export async function scansElsewhere(
  { evaluation, model }: Study,
  task: Task,
  folder: string,
): Promise<ReconstructionItems | undefined> {
  const { generalization } = evaluation ?? {};
  if (!generalization) return undefined;
  const scans = await loadScans(generalization, model, folder);
  const wanted = task.kind === 'reconstruction' ? task.kspaceShape : undefined;
  const shape = scans?.layout.kspaceShape ?? [];
  check(wanted !== undefined && sameItems(wanted, shape), () => ({
    where: 'evaluation, generalization',
    expected: wanted
      ? `k-space [${wanted.join(', ')}], as the network learns from`
      : 'none, without k-space to learn from',
    received: `[${shape.join(', ')}]`,
    ...(wanted && { remedy: 'Compress to as many coils (coils), or train for this matrix.' }),
  }));
  return scans;
}
