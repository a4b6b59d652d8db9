import { describe, expect, it } from 'vitest';
import { checkLinearOperator } from '../../../test/linear-operator-check.ts';
import { input } from '../../graph/index.ts';
import { RandomStream } from '../../util/random.ts';
import { sparseMatrix } from '../linear-algebra/sparse-matrix.ts';
import { sparseOperator } from './sparse-operator.ts';
import { zeroPadding } from './zero-padding.ts';

/** Rows of very different lengths, some of them empty. */
function ragged(rows: number, columns: number) {
  return sparseMatrix(rows, columns, (row, add) => {
    const stream = RandomStream.derive(3, 'row', row);
    for (let i = row % 5 === 0 ? 0 : row; i > 0; i--) add(stream.integer(columns), stream.normal());
  });
}

checkLinearOperator('sparse operator', () =>
  sparseOperator(ragged(40, 12), { name: 'ragged', inputShape: [3, 4], outputShape: [8, 5] }),
);
checkLinearOperator('sparse operator on several vectors', () =>
  sparseOperator(ragged(9, 12), { name: 'ragged', inputShape: [2, 12], outputShape: [2, 9] }),
);
checkLinearOperator('zero padding', () =>
  zeroPadding([3], { from: [4, 5], to: [7, 8], window: Float32Array.from({ length: 20 }, (_, i) => i - 7) }),
);

describe('a sparse operator', () => {
  it('is refused in a graph when it is too large', () => {
    const matrix = sparseMatrix(4097, 4096, (_, add) => {
      for (let column = 0; column < 4096; column++) add(column, 1);
    });
    const operator = sparseOperator(matrix, { name: 'dense', inputShape: [4096], outputShape: [4097] });
    expect(() => operator.apply(input('x', [4096]))).toThrow(
      'dense: expected at most 16777216 interpolation weights in a graph, received 16781312.',
    );
    expect(() => sparseMatrix(2, 2, (_, add) => add(0, 1), { limit: 1 })).toThrow('at most 1 weights');
  });
});
