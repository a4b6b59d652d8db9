import { afterAll, describe, expect, it } from 'vitest';
import { smallAcquisition } from '../../test/small-acquisition.ts';
import { nrmse } from '../evaluate/index.ts';
import { type ShapedArray, shaped } from '../imaging/index.ts';
import { nodeDevice } from '../runtime/node.ts';
import type { Device } from '../runtime/session.ts';
import {
  cgSense,
  type Method,
  magnitudeImage,
  rss,
  totalGeneralizedVariation,
  totalVariation,
  waveletRegularization,
  zeroFilled,
} from './index.ts';

const { kspace, mask, maps, image } = smallAcquisition();
const acquisition = { kspace, mask, maps };
const device = nodeDevice();
const methods: Method[] = [];

function kept(method: Method): Method {
  methods.push(method);
  return method;
}

afterAll(async () => {
  for (const method of methods) await method.release();
});

function error(x: ShapedArray): number {
  return nrmse(magnitudeImage(image), magnitudeImage(x));
}

describe('classical reconstructions', () => {
  const tv = kept(totalVariation({ device }));
  const sense = kept(cgSense({ device }));
  const wavelets = kept(waveletRegularization({ device }));

  it('come closer to the image the more they know of images', async () => {
    const errorOf = async (method: Method) => error(await method.reconstruct(acquisition));
    const tgv = kept(totalGeneralizedVariation({ device }));
    const errors = [];
    for (const method of [zeroFilled(), sense, wavelets, tv, tgv]) errors.push(await errorOf(method));
    const [none = 0, linear = 0, sparse = 0, flat = 0, generalized = 0] = errors;
    expect(linear).toBeLessThan(0.8 * none);
    expect(sparse).toBeLessThan(0.8 * linear);
    expect(flat).toBeLessThan(0.6 * linear);
    expect(generalized).toBeLessThan(0.6 * linear);
  });

  it('find the same whether lines are given as such, or as points', async () => {
    const points = shaped(
      Float32Array.from({ length: 48 * 40 }, (_, i) => mask.data[i % 40] ?? 0),
      [48, 40],
    );
    const once = { ...points, data: points.data.slice() };
    // Not a line mask any more, and what it adds was not measured: zeros.
    once.data[1] = 1;
    const [lines, asLines, asPoints] = [
      await sense.reconstruct(acquisition),
      await sense.reconstruct({ ...acquisition, mask: points }),
      await sense.reconstruct({ ...acquisition, mask: once }),
    ];
    expect(asLines).toEqual(lines);
    expect(nrmse(magnitudeImage(lines), magnitudeImage(asPoints))).toBeLessThan(0.02);
  });

  it('repeat bit for bit, with random shifts too, and differ by their seed', async () => {
    const first = await wavelets.reconstruct(acquisition);
    expect(await wavelets.reconstruct(acquisition)).toEqual(first);
    const other = await kept(waveletRegularization({ device, seed: 1 })).reconstruct(acquisition);
    expect(other).not.toEqual(first);
    expect(Math.abs(error(other) - error(first))).toBeLessThan(0.1 * error(first));
  });

  it('scale with the data: what is relative to them stays relative', async () => {
    const thousandfold = shaped(
      kspace.data.map((value) => 1000 * value),
      kspace.shape,
    );
    const [a, b] = [
      await tv.reconstruct(acquisition),
      await tv.reconstruct({ ...acquisition, kspace: thousandfold }),
    ];
    expect(
      nrmse(
        magnitudeImage(
          shaped(
            a.data.map((value) => 1000 * value),
            a.shape,
          ),
        ),
        magnitudeImage(b),
      ),
    ).toBeLessThan(1e-4);
  });

  it('make an image of zeros of zeros', async () => {
    const nothing = { ...acquisition, kspace: shaped(new Float32Array(kspace.data.length), kspace.shape) };
    for (const method of [sense, tv, wavelets]) {
      expect((await method.reconstruct(nothing)).data.every((value) => value === 0)).toBe(true);
    }
  });

  it('compile once for all slices of a shape', async () => {
    const loaded: number[] = [];
    const counting: Device = {
      name: device.name,
      load: (model, options) => {
        loaded.push(model.length);
        return device.load(model, options);
      },
    };
    const method = kept(cgSense({ device: counting, iterations: 2 }));
    await method.reconstruct(acquisition);
    await method.reconstruct(acquisition, { regularization: 0.5 });
    expect(loaded).toHaveLength(2);
  });

  it('tell the image after each iteration', async () => {
    for (const make of [cgSense, totalVariation]) {
      const [images, long] = [[] as ShapedArray[], kept(make({ device, iterations: 4 }))];
      const last = await long.reconstruct(
        acquisition,
        {},
        { onIteration: (_, image) => void images.push(image()) },
      );
      const short = await kept(make({ device, iterations: 3 })).reconstruct(acquisition);
      expect(images).toHaveLength(4);
      expect(images[2]).toEqual(short);
      expect(images[3]).toEqual(last);
    }
  });

  it('end where nothing changes any more, or when told to', async () => {
    const seen: number[] = [];
    const method = kept(cgSense({ device, tolerance: 1e-3, iterations: 100 }));
    await method.reconstruct(acquisition, {}, { onIteration: (iteration) => void seen.push(iteration) });
    expect(seen.length).toBeGreaterThan(3);
    expect(seen.length).toBeLessThan(30);
    const signal = AbortSignal.abort(new Error('stopped'));
    await expect(sense.reconstruct(acquisition, {}, { signal })).rejects.toThrow('stopped');
  });
});

describe('zeroFilled', () => {
  it('combines by sensitivities where there are some, else by the sum of squares', async () => {
    const combined = await zeroFilled().reconstruct(acquisition);
    expect(combined.shape).toEqual([2, 48, 40]);
    const magnitudes = await zeroFilled().reconstruct({ kspace, mask });
    expect(magnitudes.shape).toEqual([1, 48, 40]);
    expect(await rss().reconstruct(acquisition)).toEqual(magnitudes);
    expect(magnitudeImage(magnitudes).data).toEqual(magnitudes.data);
  });
});

describe('bad input', () => {
  const method = cgSense({ device });
  const reconstruct = (change: object) => method.reconstruct({ ...acquisition, ...change });
  const nan = shaped(kspace.data.with(7, Number.NaN), kspace.shape);

  it.each([
    [{ maps: undefined }, /sense: expected coil sensitivities, received none\. Estimate them/],
    [{ maps: shaped(maps.data.slice(0, 3840), [1, 2, 48, 40]) }, /sensitivities shaped as the k-space/],
    [{ kspace: image }, /complex k-space \[coil, 2, row, column\], received \[2, 48, 40\]/],
    [{ kspace: nan }, /finite numbers in the k-space/],
    [
      { mask: shaped(new Float32Array(39).fill(1), [1, 39]) },
      /a mask \[48, 40\], or \[1, 40\] for whole lines/,
    ],
    [{ mask: shaped(new Float32Array(40), [1, 40]) }, /a mask with samples, received an empty one/],
  ])('is refused in one line: %#', async (change, message) => {
    await expect(reconstruct(change)).rejects.toThrow(message);
  });

  it('is refused in options and parameters', async () => {
    expect(() => cgSense({ device, iterations: 1.5 })).toThrow(/a whole number of iterations, received 1.5/);
    expect(() => cgSense({ device, scale: 0 })).toThrow(/a scale above 0, or 'maximum', received 0/);
    expect(() => totalVariation({ device, tolerance: -1 })).toThrow(/a tolerance of 0 or more/);
    await expect(method.reconstruct(acquisition, { lambda: 1 })).rejects.toThrow(
      /parameters among regularization/,
    );
    await expect(method.reconstruct(acquisition, { regularization: -1 })).rejects.toThrow(
      /of 0 or more, received -1/,
    );
  });
});
