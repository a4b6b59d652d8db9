import { isAbsolute, join } from 'node:path';
import type { ItemFiles } from '../../reconstruct/dataset/find-items.ts';
import { kspaceScans } from '../../reconstruct/dataset/kspace-scans.ts';
import { magnitudeScans } from '../../reconstruct/dataset/magnitude-scans.ts';
import {
  type ReconstructionItems,
  reconstructionItems,
} from '../../reconstruct/dataset/reconstruction-items.ts';
import type { ScanSource } from '../../reconstruct/dataset/scan-source.ts';
import { simulatedScans } from '../../reconstruct/dataset/simulated-scans.ts';
import type { Undersampling } from '../../reconstruct/dataset/undersampling.ts';
import { present } from '../../util/errors.ts';
import type { DataSettings } from '../settings/data.ts';
import type { ModelSettings } from '../settings/model.ts';
import type {
  KspaceSettings,
  MagnitudeSettings,
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
  { kspace, simulated, magnitudes }: Pick<DataSettings, 'kspace' | 'simulated' | 'magnitudes'>,
  model: ModelSettings,
  folder: string,
): Promise<ReconstructionItems | undefined> {
  if (kspace) return itemsOf(await kspaceScans(placeOf(kspace, folder)), kspace, model, folder);
  const settings = simulated ?? magnitudes;
  if (!settings) return undefined;
  const source = simulated
    ? simulatedScans(simulationOf(simulated))
    : await magnitudeSource(magnitudes, folder);
  // There are as many coils as are simulated.
  const { coils: _, ...others } = settings;
  return itemsOf(source, others, model, folder);
}

type PlaceSettings = Pick<KspaceSettings, 'folder' | 'files' | 'where'>;

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

/** How subjects are simulated, with what is taken by default. */
function simulationOf<T extends Pick<SimulatedSettings, 'matrix' | 'coils' | 'seed'>>(settings: T) {
  const { matrix = [128, 128], coils = 8, seed = 1 } = settings;
  return { ...settings, matrix, coils, seed };
}

function magnitudeSource(settings: MagnitudeSettings | undefined, folder: string): Promise<ScanSource> {
  const given = present(settings, 'a source of scans');
  return magnitudeScans({ ...simulationOf(given), ...placeOf(given, folder) });
}

function placeOf({ folder: own, files, where }: PlaceSettings, folder: string): ItemFiles {
  return {
    ...(own !== undefined && { folder: resolved(own, folder) }),
    ...(files && { files: files.map((file) => resolved(file, folder)) }),
    ...(where && { where }),
  };
}

/** The mask that settings describe. */
function undersamplingOf({ type, acceleration, calibration = 24, seed = 1 }: MaskSettings): Undersampling {
  return { kind: type, accelerations: [acceleration].flat(), calibrationLines: calibration, seed };
}

function resolved(path: string, folder: string): string {
  return isAbsolute(path) ? path : join(folder, path);
}
