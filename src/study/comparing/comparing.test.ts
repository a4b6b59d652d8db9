import { describe, expect, it } from 'vitest';
import { accuracy, bootstrapInterval, mean } from '../../evaluate/index.ts';
import { range } from '../../util/arrays.ts';
import { present } from '../../util/errors.ts';
import { RandomStream } from '../../util/random.ts';
import type { CaseTable } from '../recording/cases/case-table.ts';
import { type CaseRow, caseRows, isShared, selectRows } from './case-rows.ts';
import { compareScores } from './compare-scores.ts';
import { confusionOf } from './confusion-of.ts';
import { type Side, sidesOf } from './side.ts';
import { meanOverUnits, unitsBySubject } from './units.ts';

const CLASSES = ['cat', 'dog', 'eel'];

/** Answers of a classifier that is right with some probability about items that are called by their numbers. */
function classified(
  items: readonly number[],
  skill: number,
  seed: number,
  fold?: number,
  classNames = CLASSES,
): CaseTable {
  const stream = RandomStream.derive(seed, 'skill');
  const labels = Int32Array.from(items, (item) => item % 3);
  const predicted = Uint32Array.from(labels, (label) => (stream.uniform() < skill ? label : (label + 1) % 3));
  const probabilities = Float32Array.from({ length: 3 * items.length }, (_, i) =>
    predicted[Math.floor(i / 3)] === i % 3 ? 0.8 : 0.1,
  );
  return {
    ...{ part: 'test', training: { seed: 1, fold }, isNamed: false },
    cases: items.map((item) => ({ name: String(item), hasImages: false })),
    answers: { kind: 'classes', labels, predicted, probabilities, classNames },
  };
}

function compared(...runs: readonly (readonly CaseTable[])[]): { sides: Side[]; rows: CaseRow[] } {
  const sides = runs.flatMap((tables, i) => sidesOf(i + 1, tables, 'test', 'same data'));
  return { sides, rows: caseRows(sides) };
}

describe('sides of a comparison', () => {
  it('put all folds of a seed together, and a case that was tested twice as two', () => {
    const { sides } = compared([classified(range(0, 50), 1, 1, 1), classified(range(49, 100), 1, 1, 2)]);
    expect(sides.map(({ key, cases }) => [key, cases.length])).toEqual([['1:1:network', 101]]);
    expect(new Set(sides[0]?.cases.map(({ id }) => id))).toHaveLength(101);
  });

  it('share the cases of the same name, of numbered ones only within the same data', () => {
    const [first, second] = [classified(range(0, 60), 1, 1), classified(range(40, 100), 1, 1)];
    const { rows } = compared([first], [second]);
    expect([rows.length, rows.filter(isShared).length]).toEqual([100, 20]);
    const other = sidesOf(2, [second], 'test', 'other data');
    expect(caseRows([...sidesOf(1, [first], 'test', 'data'), ...other]).filter(isShared)).toEqual([]);
  });

  it('do not share a case that is of another class elsewhere', () => {
    const table = classified(range(9), 1, 1);
    const renamed = classified(range(9), 1, 1, undefined, ['cat', 'dog', 'ray']);
    const { rows } = compared([table], [renamed]);
    expect(rows.filter(isShared)).toHaveLength(6);
  });
});

describe('rows of cases', () => {
  const { sides, rows } = compared([classified(range(300), 0.9, 1)], [classified(range(300), 0.6, 2)]);

  it('are chosen by class, predicted class, name and whether someone is wrong', () => {
    const dogs = selectRows(rows, sides, { label: 'dog' });
    expect(dogs.map(({ name }) => Number(name) % 3)).toEqual(new Array(100).fill(1));
    const matrix = confusionOf(present(sides[1], 'a side'));
    const cell = selectRows(rows, sides, { label: 'dog', predicted: { side: 1, label: 'eel' } });
    expect(cell).toHaveLength(matrix[1]?.[2] ?? -1);
    expect(selectRows(rows, sides, { text: '29' }).map(({ name }) => name)).toContain('129');
    const wrong = selectRows(rows, sides, { wrongOnly: true });
    expect(wrong.length).toBeGreaterThan(matrix[0]?.[1] ?? 0);
  });

  it('are ordered by a score of a side, or by how it differs', () => {
    const order = { score: 'loss', side: 1, descending: true };
    const losses = selectRows(rows, sides, { order }).map(
      ({ places }) => sides[1]?.scores.get('loss')?.[places[1] ?? 0],
    );
    expect(losses).toEqual(losses.toSorted((a, b) => (b ?? 0) - (a ?? 0)));
    const [first] = selectRows(rows, sides, { order: { ...order, less: 0 } });
    expect([first?.places.map((place, at) => sides[at]?.scores.get('accuracy')?.[place])]).toEqual([[1, 0]]);
  });
});

describe('compared scores', () => {
  it('have intervals, and differences with tests over the cases that both have', () => {
    const { sides, rows } = compared([classified(range(400), 0.9, 1)], [classified(range(200, 600), 0.6, 2)]);
    const found = compareScores(sides, rows).find(({ score }) => score === 'accuracy');
    const [first, second] = sides;
    expect(found?.means[0]).toMatchObject({
      mean: accuracy(first?.truths ?? [], first?.said ?? []),
      interval: { method: 'Wilson' },
    });
    const shared = found?.differences[1];
    const ofShared = (side: Side | undefined, from: number) =>
      mean(side?.scores.get('accuracy')?.slice(from, from + 200) ?? []);
    expect(shared?.difference.estimate).toBeCloseTo(ofShared(second, 0) - ofShared(first, 200), 10);
    expect([shared?.cases, shared?.test, found?.differences[0]]).toEqual([200, 'McNemar', undefined]);
    expect(shared?.pValue).toBeLessThan(0.001);
    expect(shared?.difference.upper).toBeLessThan(0);
  });

  it('are resampled by subject as the bootstrap over groups is, and leave out what is no number', () => {
    const stream = RandomStream.derive(3, 'values');
    const values = Float64Array.from({ length: 60 }, () => stream.normal());
    const subjects = range(60).map((i) => `subject ${i % 12}`);
    const units = unitsBySubject(subjects);
    const options = { seed: 0, resamples: 500 };
    const ours = bootstrapInterval(meanOverUnits(values, units), { ...options, items: units.count });
    const statistic = (items: Uint32Array) => mean(Array.from(items, (i) => values[i] ?? 0));
    const theirs = bootstrapInterval(statistic, { ...options, items: 60, groups: subjects });
    expect(ours.lower).toBeCloseTo(theirs.lower, 12);
    expect(ours.upper).toBeCloseTo(theirs.upper, 12);
    const qualities = Float64Array.from({ length: 9 }, (_, i) => (i === 0 ? Number.POSITIVE_INFINITY : i));
    const scans: CaseTable = {
      ...{ part: 'test', training: { seed: 1 }, isNamed: true },
      cases: range(3).map((i) => ({ name: `scan ${i}`, hasImages: false })),
      answers: { kind: 'images', methods: [{ name: 'network', label: 'U-Net' }], qualities },
    };
    const { sides, rows } = compared([scans], [scans]);
    const [psnr] = compareScores(sides, rows);
    expect(psnr?.means[0]).toMatchObject({ mean: 4.5, cases: 2 });
    expect(psnr?.differences[1]).toMatchObject({ cases: 2, pValue: 1 });
  });

  it('stay within a second for 10,000 cases, and say nothing of a single one', () => {
    const { sides, rows } = compared(
      [classified(range(10_000), 0.9, 1)],
      [classified(range(10_000), 0.8, 2)],
    );
    expect(compareScores(sides, rows)).toHaveLength(2);
    const one = compared([classified([1], 1, 1)], [classified([1], 0, 1)]);
    expect(compareScores(one.sides, one.rows)[0]).toEqual({
      score: 'accuracy',
      means: [
        { mean: 1, cases: 1 },
        { mean: 0, cases: 1 },
      ],
      differences: [undefined, undefined],
    });
  });
});
