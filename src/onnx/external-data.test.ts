import { BinaryWriter } from '@bufbuild/protobuf/wire';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { damaged, readsOrRefuses } from '../../test/damaged-bytes.ts';
import { constant, conv, input, relu } from '../graph/index.ts';
import { refuseExternalData } from './external-data.ts';
import { toOnnx } from './write.ts';

/** A message inside others, given the numbers of the fields that lead to it, outermost first. */
function nested(path: readonly number[], innermost: Uint8Array): Uint8Array {
  return path.reduceRight(
    (bytes, field) => new BinaryWriter().tag(1, 0).int32(8).tag(field, 2).bytes(bytes).finish(),
    innermost,
  );
}

const entry = new BinaryWriter().tag(1, 2).string('location').tag(2, 2).string('weights.bin').finish();
const external = new BinaryWriter().tag(14, 0).int32(1).tag(13, 2).bytes(entry).finish();
const withoutPlace = new BinaryWriter().tag(14, 0).int32(1).finish();
const withoutFlag = new BinaryWriter().tag(13, 2).bytes(entry).finish();
const internal = new BinaryWriter().tag(14, 0).int32(0).tag(9, 2).bytes(external).finish();

const places = {
  'an initializer': [7, 5],
  'a sparse initializer': [7, 15, 1],
  'an attribute': [7, 1, 5, 5],
  'one of several tensors of an attribute': [7, 1, 5, 10],
  'a sparse attribute': [7, 1, 5, 22, 2],
  'the branch of a conditional': [7, 1, 5, 6, 5],
  'a branch in a branch': [7, 1, 5, 6, 1, 5, 11, 5],
  'a function': [25, 7, 5, 5],
  'training information': [20, 1, 5],
};

describe('external data', () => {
  for (const [place, path] of Object.entries(places)) {
    it(`is refused in ${place}`, () => {
      for (const tensor of [external, withoutPlace, withoutFlag]) {
        expect(() => refuseExternalData(nested(path, tensor))).toThrow(
          'model: expected an ONNX model that holds its own weights, received one whose weights lie in other files.',
        );
      }
      expect(() => refuseExternalData(nested(path, internal))).not.toThrow();
    });
  }

  it('is not found where there is none', () => {
    const kernel = constant(new Float32Array(9), [1, 1, 3, 3]);
    const model = toOnnx({ y: relu(conv(input('x', [1, 1, 8, 8]), kernel)) });
    expect(() => refuseExternalData(model)).not.toThrow();
  });

  it('is looked for in damaged models without trouble', () => {
    const model = toOnnx({ y: relu(input('x', [2])) });
    fc.assert(
      fc.property(damaged(model), (bytes) => readsOrRefuses(() => refuseExternalData(bytes)) !== null),
    );
  });

  it('is not looked for forever', () => {
    const deep = Array.from({ length: 400 }, (_, i) => (i === 0 ? 7 : ([1, 5, 6][(i - 1) % 3] ?? 0)));
    expect(() => refuseExternalData(nested(deep, internal))).toThrow('subgraphs nested too deep');
  });
});
