import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { range } from '../util/arrays.ts';
import { iris } from './iris.ts';

const FOLDER = new URL('../../../shared/data/iris/', import.meta.url);
const hasFiles = existsSync(FOLDER);

describe('iris', () => {
  it('has 50 flowers of each species and the means that Fisher gives in his table 2', () => {
    const data = iris();
    expect([data.count, data.inputShape]).toEqual([150, [4]]);
    const means = range(3).map((species) =>
      range(4).map((feature) => {
        const flowers = range(50).map((flower) => data.input(species * 50 + flower)[feature] ?? 0);
        return Math.round(flowers.reduce((a, b) => a + b) * 20) / 1000;
      }),
    );
    expect(means).toEqual([
      [5.006, 3.428, 1.462, 0.246],
      [5.936, 2.77, 4.26, 1.326],
      [6.588, 2.974, 5.552, 2.026],
    ]);
    expect(range(3).map((species) => data.labels?.filter((label) => label === species).length)).toEqual([
      50, 50, 50,
    ]);
  });

  it.skipIf(!hasFiles)('equals the data set of R (skipped without ../shared/data)', () => {
    expect(flowers()).toEqual(
      rowsOf('iris_fisher_R.csv')
        .slice(1)
        .map((row) => row.slice(1)),
    );
  });

  it.skipIf(!hasFiles)(
    'differs from the copy of UCI in rows 35 and 38 (skipped without ../shared/data)',
    () => {
      const copy = rowsOf('iris_uci_original_with_errors.data').map((row) =>
        row.map((cell) => cell.replace('Iris-', '')),
      );
      const differing = flowers().flatMap((row, i) => (row.join() === copy[i]?.join() ? [] : [i + 1]));
      expect(differing).toEqual([35, 38]);
      expect(copy[34]).toEqual(['4.9', '3.1', '1.5', '0.1', 'setosa']);
      expect(copy[37]).toEqual(['4.9', '3.1', '1.5', '0.1', 'setosa']);
    },
  );
});

/** Our flowers as rows of text, numbers as they are commonly written. */
function flowers(): string[][] {
  const data = iris();
  return range(data.count).map((flower) => [
    ...Array.from(data.input(flower), (cm) => String(Math.round(cm * 10) / 10)),
    data.targets.kind === 'classes' ? (data.targets.classNames[data.labels?.[flower] ?? -1] ?? '') : '',
  ]);
}

function rowsOf(file: string): string[][] {
  const text = readFileSync(new URL(file, FOLDER), 'utf8').replaceAll('"', '').trim();
  return text.split('\n').map((line) =>
    line
      .trim()
      .split(',')
      .map((cell) => cell.replace(/\.0$/, '')),
  );
}
