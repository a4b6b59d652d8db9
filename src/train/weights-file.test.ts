import { describe, expect, it } from 'vitest';
import { readSafetensors, type SafeTensor, writeSafetensors } from '../formats/index.ts';
import { batchNormalization, dense, sequential } from '../layers/index.ts';
import { InputError, present } from '../util/errors.ts';
import { loadWeights, saveWeights } from './index.ts';

const model = sequential(
  [
    dense({ name: 'hidden', units: 5 }),
    batchNormalization({ name: 'norm' }),
    dense({ name: 'out', units: 2 }),
  ],
  {
    inputShape: [3],
  },
);
const weights = model.initialWeights(7);

/** A file in which some tensors are others, or (`undefined`) missing. */
function fileWith(changes: Readonly<Record<string, SafeTensor | undefined>>): Uint8Array {
  const { tensors } = readSafetensors(saveWeights(model, weights));
  const changed = [...Object.entries({ ...Object.fromEntries(tensors), ...changes })];
  return writeSafetensors(new Map(changed.flatMap(([name, tensor]) => (tensor ? [[name, tensor]] : []))));
}

describe('weights files', () => {
  it('give back what was saved, moving statistics included', () => {
    expect(loadWeights(model, saveWeights(model, weights))).toEqual(weights);
  });

  it('keep names, shapes and metadata', () => {
    const { tensors, metadata } = readSafetensors(saveWeights(model, weights, { study: 'test' }));
    expect(tensors.get('hidden/kernel')?.shape).toEqual([3, 5]);
    expect(metadata).toEqual({ study: 'test' });
  });

  it('may hold double precision', () => {
    const bias = Float64Array.of(1, 2, 3, 4, 0.1);
    const bytes = fileWith({ 'hidden/bias': { dtype: 'F64', shape: [5], data: bias } });
    expect(loadWeights(model, bytes).get('hidden/bias')).toEqual(Float32Array.from(bias));
  });

  const f32 = (shape: readonly number[], length: number): SafeTensor => ({
    dtype: 'F32',
    shape,
    data: new Float32Array(length),
  });

  it.each([
    ['a missing weight', { 'out/bias': undefined }, /out\/bias missing/],
    ['an unknown weight', { 'more/bias': f32([2], 2) }, /more\/bias unknown/],
    ['both', { 'out/bias': undefined, 'last/bias': f32([2], 2) }, /out\/bias missing and last\/bias unknown/],
    ['a transposed weight', { 'hidden/kernel': f32([5, 3], 15) }, /F32 \[5, 3\] for hidden\/kernel \[3, 5\]/],
    [
      'integers',
      { 'out/bias': { dtype: 'I32', shape: [2], data: Int32Array.of(1, 2) } },
      /I32 \[2\] for out\/bias/,
    ],
  ] as const)('are refused with %s named', (_, changes, message) => {
    const load = () => loadWeights(model, fileWith(changes), 'lenet5.safetensors');
    expect(load).toThrow(InputError);
    expect(load).toThrow(message);
    expect(load).toThrow(/^lenet5.safetensors/);
  });

  it('are not written for another model', () => {
    const others = new Map(weights).set('hidden/bias', new Float32Array(4));
    expect(() => saveWeights(model, others)).toThrow(/4 values for hidden\/bias \[5\]/);
    const fewer = new Map([...weights].slice(1));
    expect(() => saveWeights(model, fewer)).toThrow(/hidden\/kernel missing/);
    expect(present(others.get('hidden/bias'), 'bias')).toHaveLength(4);
  });
});
