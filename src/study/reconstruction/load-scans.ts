import { isAbsolute, join } from 'node:path';
import { kspaceScans } from '../../reconstruct/dataset/kspace-scans.ts';
import {
  type ReconstructionItems,
  reconstructionItems,
} from '../../reconstruct/dataset/reconstruction-items.ts';
import type { ScanSource } from '../../reconstruct/dataset/scan-source.ts';
import { simulatedScans } from '../../reconstruct/dataset/simulated-scans.ts';
import type { Undersampling } from '../../reconstruct/dataset/undersampling.ts';
import type { DataSettings } from '../settings/data.ts';
import type { ModelSettings } from '../settings/model.ts';
import type {
  KspaceSettings,
  MaskSettings,
  ScanSettings,
  SimulatedSettings,
} from '../settings/reconstruction.ts';
import { imageKindOf } from '../settings/reconstruction-model.ts';

/**
 * Undersampled scans as the settings describe them; none where these describe other data. Relative paths start at
 * `folder`, and the image is what the model gives.
 *
 * @throws InputError when they are not there, or not what they should be.
 */
export async function loadScans(
  data: Pick<DataSettings, 'kspace' | 'simulated'>,
  model: ModelSettings,
  folder: string,
): Promise<ReconstructionItems | undefined> {
  if (data.kspace) return itemsOf(await kspaceSource(data.kspace, folder), data.kspace, model, folder);
  if (data.simulated) {
    const { coils: _, ...settings } = data.simulated;
    return itemsOf(simulatedSource(data.simulated), settings, model, folder);
  }
  return undefined;
}

function itemsOf(
  source: ScanSource,
  { mask, coils, maps = 'espirit', target, cache }: ScanSettings,
  model: ModelSettings,
  folder: string,
): ReconstructionItems {
  return reconstructionItems(source, {
    undersampling: undersamplingOf(mask),
    maps,
    target: target ?? imageKindOf(model),
    ...(coils !== undefined && { coils }),
    ...(cache !== undefined && { cache: resolved(cache, folder) }),
  });
}

function simulatedSource(settings: SimulatedSettings): ScanSource {
  const { subjects, slices, matrix = [128, 128], coils = 8, anatomy, contrast, snr, seed = 1 } = settings;
  return simulatedScans({ subjects, slices, matrix, coils, anatomy, contrast, snr, seed });
}

function kspaceSource({ folder: own, files, where }: KspaceSettings, folder: string): Promise<ScanSource> {
  return kspaceScans({
    ...(own !== undefined && { folder: resolved(own, folder) }),
    ...(files && { files: files.map((file) => resolved(file, folder)) }),
    ...(where && { where }),
  });
}

/** The mask that settings describe. */
export function undersamplingOf({
  type,
  acceleration,
  calibration = 24,
  seed = 1,
}: MaskSettings): Undersampling {
  return { kind: type, accelerations: [acceleration].flat(), calibrationLines: calibration, seed };
}

function resolved(path: string, folder: string): string {
  return isAbsolute(path) ? path : join(folder, path);
}
