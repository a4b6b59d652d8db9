import { compressCoils } from '../../imaging/calibration/compress-coils.ts';
import { espirit } from '../../imaging/calibration/espirit.ts';
import { lowResolutionMaps } from '../../imaging/calibration/low-resolution-maps.ts';
import { mixCoils } from '../../imaging/calibration/mix-coils.ts';
import type { ShapedArray } from '../../imaging/index.ts';
import { centralIndices } from '../../imaging/masks/sampling-mask.ts';
import { check } from '../../util/errors.ts';
import type { Scan } from './scan-source.ts';
import { samplesLines, type Undersampling } from './undersampling.ts';

/** How sensitivities are found: from calibration lines, as the simulation knows them, or not at all. */
export type MapsMethod = 'espirit' | 'lowResolution' | 'simulated' | 'none';

/** What is done to a scan once. */
export interface Preparation {
  readonly maps: MapsMethod;
  /** Compress to so many virtual coils; as many as there are by default. */
  readonly coils?: number | undefined;
}

/** A scan that can be undersampled in any way that leaves its calibration lines. */
export interface PreparedScan {
  readonly kspace: ShapedArray;
  readonly maps: ShapedArray | undefined;
}

/**
 * Compresses coils and finds sensitivities, both from the calibration lines alone: nothing of what a mask will leave out
 * gets into what the network is given.
 *
 * @throws InputError where there are too few calibration lines, too few coils, or no known sensitivities.
 */
export function prepareScan(scan: Scan, { maps, coils }: Preparation, sampling: Undersampling): PreparedScan {
  const center = calibrationOnly(scan.kspace, sampling);
  const matrix = coils === undefined ? undefined : compressCoils(center, coils).matrix;
  const compressed = (array: ShapedArray) => (matrix ? mixCoils(matrix, array) : array);
  const kspace = compressed(scan.kspace);
  if (maps === 'none') return { kspace, maps: undefined };
  if (maps === 'simulated') return { kspace, maps: compressed(knownMaps(scan)) };
  const lines = sampling.calibrationLines;
  const calibration = [samplesLines(sampling.kind) ? Math.max(READOUT, lines) : lines, lines] as const;
  const region = compressed(center);
  const found =
    maps === 'espirit'
      ? espirit(region, { calibration })[0].maps
      : lowResolutionMaps(region, { calibration });
  return { kspace, maps: found };
}

/** So much of the readout, which is always fully sampled, takes part in calibration. */
const READOUT = 24;

/** k-space with zeros outside of what every mask samples. */
function calibrationOnly({ data, shape }: ShapedArray, sampling: Undersampling): ShapedArray {
  const [, , rows = 0, columns = 0] = shape;
  const { calibrationLines: lines, kind } = sampling;
  const [centralRows, centralColumns] = [rows, columns].map((length) => centralIndices(length, lines));
  const kept = data.map((value, i) => {
    const [row, column] = [Math.floor(i / columns) % rows, i % columns];
    const isKept = centralColumns?.includes(column) && (samplesLines(kind) || centralRows?.includes(row));
    return isKept ? value : 0;
  });
  return { data: kept, shape };
}

function knownMaps({ maps }: Scan): ShapedArray {
  check(maps !== undefined, () => ({
    where: 'data, maps',
    expected: 'espirit, lowResolution or none, for scans that were measured',
    received: 'simulated',
  }));
  return maps;
}
