import { describe, expect, it } from 'vitest';
import { input } from '../graph/index.ts';
import { toOnnx } from '../onnx/index.ts';
import { type TrainedFor, trainedFor, trainedForMetadata } from './trained-for.ts';

const told: TrainedFor = {
  matrix: [128, 96],
  coils: 8,
  accelerations: [4, 6],
  mask: 'random',
  calibrationLines: 24,
  scaling: 'zero-filled maximum',
  output: 'complex',
};

function model(metadata: Readonly<Record<string, string>>): Uint8Array {
  return toOnnx({ y: input('x', [1]) }, { metadata });
}

describe('what a model was trained for', () => {
  it('is read as it was written', () => {
    expect(trainedFor(model(trainedForMetadata(told)))).toEqual(told);
  });

  it('may be unknown', () => {
    expect(trainedFor(model({ seed: '1' }))).toBeUndefined();
  });

  it.each([
    ['{"matrix": [1]}', /metadata "trained_for": expected what echotrain says .*, received matrix/],
    ['no JSON', /received Invalid input/],
    [JSON.stringify({ ...told, coils: 0 }), /received coils/],
  ])('is refused where it is something else: %s', (text, message) => {
    expect(() => trainedFor(model({ trained_for: text }))).toThrow(message);
  });

  it('is refused of bytes that are no model', () => {
    expect(() => trainedFor(Uint8Array.of(1, 2, 3))).toThrow(/expected/);
  });
});
