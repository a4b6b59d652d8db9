import { createHash } from 'node:crypto';
import { FloatFiles } from '../../data/node.ts';
import { ByteCache } from '../../data/streaming/byte-cache.ts';
import { shaped } from '../../imaging/index.ts';
import { product, sameItems } from '../../util/arrays.ts';
import { check, InputError, present } from '../../util/errors.ts';
import { coilImage, type ImageKind } from './coil-image.ts';
import { type Preparation, type PreparedScan, prepareScan } from './prepare-scan.ts';
import type { Scan, ScanSource } from './scan-source.ts';
import type { Undersampling } from './undersampling.ts';

/** How scans are prepared, and where sensitivities are kept. */
export interface PreparedOptions extends Preparation {
  readonly target: ImageKind;
  readonly undersampling: Undersampling;
  readonly cache?: string | undefined;
}

/** A prepared scan with the image of its fully sampled k-space. */
export interface ReferencedScan extends PreparedScan {
  readonly reference: Float32Array;
}

/** So many bytes of prepared scans stay in memory. */
const CACHE_BYTES = 2 ** 30;

/** Scans, prepared once each: as many as fit stay in memory, and sensitivities in a folder where one is given. */
export class PreparedScans {
  readonly #source: ScanSource;
  readonly #options: PreparedOptions;
  readonly #files: FloatFiles | undefined;
  readonly #memory = new ByteCache<number, ReferencedScan & { readonly byteLength: number }>(CACHE_BYTES);

  constructor(source: ScanSource, options: PreparedOptions) {
    this.#source = source;
    this.#options = options;
    this.#files = options.cache === undefined ? undefined : new FloatFiles(options.cache);
  }

  /** @throws InputError that names the scan where it is not what it should be. */
  async get(scan: number): Promise<ReferencedScan> {
    const kept = this.#memory.get(scan);
    if (kept) return kept;
    const { id } = present(this.#source.scans[scan], 'a scan');
    try {
      const prepared = await this.#prepare(scan);
      const { kspace, maps } = prepared;
      const reference = coilImage(kspace, this.#options.target === 'complex' ? maps : undefined);
      const byteLength = 2 * kspace.data.byteLength + reference.byteLength;
      const referenced = { ...prepared, reference, byteLength };
      this.#memory.set(scan, referenced);
      return referenced;
    } catch (error) {
      if (!(error instanceof InputError) || error.message.includes(id)) throw error;
      const { where, ...complaint } = error.complaint;
      throw new InputError({ ...complaint, where: `scan ${id}, ${where}` }, { cause: error });
    }
  }

  async #prepare(scan: number): Promise<PreparedScan> {
    const { undersampling, maps } = this.#options;
    const found = await this.#source.read(scan);
    checkScan(found, this.#source.kspaceShape);
    if (!this.#files || maps === 'none' || maps === 'simulated') {
      return prepareScan(found, this.#options, undersampling);
    }
    const key = this.#keyOf(found);
    const shape = [this.#options.coils ?? found.kspace.shape[0] ?? 0, ...found.kspace.shape.slice(1)];
    const known = await this.#files.get(key, product(shape));
    if (known) {
      const { kspace } = prepareScan(found, { ...this.#options, maps: 'none' }, undersampling);
      return { kspace, maps: shaped(known, shape) };
    }
    const prepared = prepareScan(found, this.#options, undersampling);
    await this.#files.set(key, present(prepared.maps, 'sensitivities').data);
    return prepared;
  }

  /** Of all that sensitivities depend on. */
  #keyOf({ kspace }: Scan): string {
    const { maps, coils = null, undersampling } = this.#options;
    const { kind, calibrationLines } = undersampling;
    const { buffer, byteOffset, byteLength } = kspace.data;
    return createHash('sha256')
      .update(JSON.stringify([kspace.shape, maps, coils, kind, calibrationLines]))
      .update(new Uint8Array(buffer, byteOffset, byteLength))
      .digest('hex');
  }
}

function checkScan({ kspace }: Scan, shape: readonly number[]): void {
  check(sameItems(kspace.shape, shape), () => ({
    where: 'k-space',
    expected: `shape [${shape.join(', ')}], as the other scans have`,
    received: `[${kspace.shape.join(', ')}]`,
  }));
  check(kspace.data.every(Number.isFinite), () => ({
    where: 'k-space',
    expected: 'finite numbers',
    received: 'NaN or infinite ones',
  }));
  checkWhole(kspace.data, shape);
}

/** A scan that is the reference for others has all its lines. */
function checkWhole(data: Float32Array, shape: readonly number[]): void {
  const [, , rows = 0, columns = 0] = shape;
  const seen = new Uint8Array(columns);
  for (let i = 0; i < data.length; i++) if (data[i] !== 0) seen[i % columns] = 1;
  const missing = seen.reduce((count, one) => count + (one === 0 ? 1 : 0), 0);
  check(missing === 0, () => ({
    where: 'k-space',
    expected: `all ${columns} lines of ${rows} samples sampled, to be undersampled by a mask and compared with`,
    received: `${missing} lines of zeros`,
  }));
}
