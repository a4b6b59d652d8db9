import { type ByteSource, floatValues, openArray } from '../../formats/index.ts';
import type { ShapedArray } from '../../imaging/index.ts';
import { closing } from '../../util/closing.ts';
import { check, InputError } from '../../util/errors.ts';

/**
 * The noise that was recorded with a scan, of Siemens raw data and ISMRMRD.
 *
 * @returns samples [coil, 2, sample]
 * @throws InputError where there is none.
 * @example const whitened = prewhiten(kspace, noiseCovariance(await readNoise(source)));
 */
export async function readNoise(source: ByteSource): Promise<ShapedArray> {
  const members = await closing(await openArray(source), async (file) => file.members ?? []);
  const noise = members.findLast(({ name }) => /(^|\/)noise$/.test(name));
  if (!noise) {
    throw new InputError({
      where: source.name,
      expected: 'a noise scan, to make the noise of all coils alike',
      received: members.length > 0 ? members.map(({ name }) => name).join(', ') : 'none',
      remedy: 'Leave out --prewhiten.',
    });
  }
  return closing(await openArray(source, { member: noise.name }), async (file) => {
    const coilAxis = file.axes.indexOf('coil');
    check(coilAxis >= 0 && coilAxis === file.shape.length - 2, () => ({
      where: source.name,
      expected: 'noise of coils',
      received: `axes ${file.axes.join(', ')}`,
    }));
    const coils = file.shape[coilAxis] ?? 1;
    const samples = file.shape.at(-1) ?? 1;
    return coilByCoil(await floatValues(file), coils, samples);
  });
}

/** [line, coil, sample, 2] as [coil, 2, line · sample]. */
function coilByCoil(pairs: Float32Array, coils: number, samples: number): ShapedArray {
  const points = pairs.length / (2 * coils);
  const data = new Float32Array(pairs.length);
  for (let at = 0; at < pairs.length / 2; at++) {
    const sample = at % samples;
    const coil = Math.floor(at / samples) % coils;
    const line = Math.floor(at / (samples * coils));
    const to = 2 * coil * points + line * samples + sample;
    data[to] = pairs[2 * at] ?? 0;
    data[to + points] = pairs[2 * at + 1] ?? 0;
  }
  return { data, shape: [coils, 2, points] };
}
