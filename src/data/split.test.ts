import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { range } from '../util/arrays.ts';
import { InputError } from '../util/errors.ts';
import { iris } from './iris.ts';
import { kFold, type Split, split } from './split.ts';

const labeled = fc.array(fc.nat(3), { minLength: 12, maxLength: 120 });

describe('split', () => {
  it('gives every item to one part, near the shares in each class and overall', () => {
    fc.assert(
      fc.property(labeled, fc.integer(), (labels, seed) => {
        const items = { count: labels.length, labels };
        const parts = split(items, { validation: 0.2, test: 0.3, seed });
        expectPartition(parts, labels.length);
        for (const [part, share] of shares(parts, { train: 0.5, validation: 0.2, test: 0.3 })) {
          expect(Math.abs(part.length - share * labels.length)).toBeLessThan(3);
          for (const label of new Set(labels)) {
            const expected = share * labels.filter((l) => l === label).length;
            expect(Math.abs(countOf(part, label, labels) - expected)).toBeLessThan(1.5);
          }
        }
      }),
    );
  });

  it('keeps subjects together', () => {
    const subjects = fc.array(fc.nat(20), { minLength: 100, maxLength: 200 });
    fc.assert(
      fc.property(subjects, fc.integer(), (ids, seed) => {
        const groups = ids.map((id) => `subject ${id}`);
        const parts = split({ count: ids.length, groups }, { validation: 0.2, test: 0.2, seed });
        expectPartition(parts, ids.length);
        expectApart(parts, groups);
        expect(Math.abs(parts.test.length - 0.2 * ids.length)).toBeLessThan(0.1 * ids.length);
      }),
    );
  });

  it('repeats for one seed and differs for another', () => {
    const draw = (seed: number) => split({ count: 50 }, { test: 0.5, seed }).test;
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it('chooses every item for the test about equally often', () => {
    const times = new Uint32Array(10);
    for (const seed of range(2000)) {
      for (const item of split({ count: 10 }, { test: 0.3, seed }).test) times[item] = (times[item] ?? 0) + 1;
    }
    for (const chosen of times) expect(Math.abs(chosen - 600)).toBeLessThan(4 * Math.sqrt(2000 * 0.3 * 0.7));
  });

  it('leaves the parts without a share empty, also where shares miss 1 by rounding', () => {
    const parts = split({ count: 10 }, { validation: 0.7, test: 0.3, seed: 1 });
    expect([parts.train.length, parts.validation.length, parts.test.length]).toEqual([0, 7, 3]);
    expect(split({ count: 4 }, { seed: 1 }).train).toEqual(Uint32Array.of(0, 1, 2, 3));
  });

  it.each([
    [{ validation: 0.6, test: 0.5 }, 'expected shares from 0 to 1, together at most 1'],
    [{ test: -0.1 }, 'received validation 0, test -0.1'],
    [{ test: Number.NaN }, 'expected shares'],
  ])('refuses %j', (wrong, message) => {
    expect(() => split({ count: 10 }, { ...wrong, seed: 1 })).toThrow(InputError);
    expect(() => split({ count: 10 }, { ...wrong, seed: 1 })).toThrow(message);
  });

  it('gives every part with a share a subject, and comes near the shares, however few there are', () => {
    const people = fc.record({
      classes: fc.array(fc.nat(9), { minLength: 3, maxLength: 24 }),
      sizes: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 24, maxLength: 24 }),
    });
    fc.assert(
      fc.property(people, fc.integer(), fc.constantFrom(0.01, 0.1, 0.2), (people, seed, share) => {
        const members = people.classes.flatMap((label, i) =>
          range(people.sizes[i] ?? 1).map(() => ({ label, group: `subject ${i}` })),
        );
        const groups = members.map(({ group }) => group);
        const items = { count: members.length, labels: members.map(({ label }) => label), groups };
        const parts = split(items, { validation: share, test: share, seed });
        expectPartition(parts, members.length);
        expectApart(parts, groups);
        const largest = Math.max(...people.sizes);
        for (const part of [parts.validation, parts.test]) {
          expect(part.length).toBeGreaterThan(0);
          expect(Math.abs(part.length - share * members.length)).toBeLessThanOrEqual(largest);
        }
      }),
    );
  });

  it('sets aside 2 of 10 subjects of 5 classes', () => {
    const labels = range(10).map((subject) => subject >> 1);
    const groups = labels.map((_, subject) => `subject ${subject}`);
    const { train, validation } = split({ count: 10, labels, groups }, { validation: 0.2, seed: 1 });
    expect([train.length, validation.length]).toEqual([8, 2]);
    expect(new Set(Array.from(validation, (item) => labels[item])).size).toBe(2);
  });

  it('deals with thousands of classes in no time', () => {
    const labels = range(20_000).map((item) => item >> 1);
    const { validation } = split({ count: labels.length, labels }, { validation: 0.2, seed: 1 });
    expect(validation.length).toBe(4000);
  });

  it('refuses fewer subjects than parts', () => {
    const groups = range(10).map((item) => (item < 5 ? 'ann' : 'bob'));
    expect(() => split({ count: 10, groups }, { validation: 0.2, test: 0.2, seed: 1 })).toThrow(
      /enough items, or subjects where they are known, for each part to receive one, received 2 for/,
    );
  });

  it('refuses lists of the wrong length', () => {
    expect(() => split({ count: 3, labels: [0, 1] }, { test: 0.5, seed: 1 })).toThrow(
      '2 labels and no groups',
    );
  });
});

describe('kFold', () => {
  it('tests every item once, with folds and their classes equal within one item', () => {
    fc.assert(
      fc.property(labeled, fc.integer({ min: 3, max: 12 }), fc.boolean(), (labels, folds, validation) => {
        const splits = kFold({ count: labels.length, labels }, { folds, seed: 1, validation });
        for (const each of splits) expectPartition(each, labels.length);
        const tested = splits.flatMap(({ test }) => [...test]);
        expect(tested.sort((a, b) => a - b)).toEqual(range(labels.length));
        expectEqualWithinOne(splits.map(({ test }) => test.length));
        for (const label of new Set(labels)) {
          expectEqualWithinOne(splits.map(({ test }) => countOf(test, label, labels)));
        }
      }),
    );
  });

  it('splits Iris into folds with ten flowers of each species', () => {
    const flowers = iris();
    for (const { train, validation, test } of kFold(flowers, { folds: 5, seed: 1 })) {
      expect([train.length, validation.length, test.length]).toEqual([120, 0, 30]);
      for (const species of [0, 1, 2]) expect(countOf(test, species, flowers.labels ?? [])).toBe(10);
    }
  });

  it('validates on the next fold when asked', () => {
    const splits = kFold({ count: 30 }, { folds: 3, seed: 1, validation: true });
    expect(splits.map(({ validation }) => validation)).toEqual([1, 2, 0].map((next) => splits[next]?.test));
  });

  it('keeps subjects together, and classes in proportion as far as subjects allow', () => {
    const groups = range(120).map((item) => `subject ${item % 24}`);
    const labels = range(120).map((item) => (item % 24) % 2);
    const splits = kFold({ count: 120, groups, labels }, { folds: 6, seed: 4 });
    for (const each of splits) {
      expectApart(each, groups);
      expect([countOf(each.test, 0, labels), countOf(each.test, 1, labels)]).toEqual([10, 10]);
    }
  });

  it('ignores classes when told to', () => {
    const labels = range(40).map((item) => (item < 20 ? 0 : 1));
    const counts = range(20).map((seed) => {
      const [first] = kFold({ count: 40, labels }, { folds: 4, seed, stratify: false });
      return countOf(first?.test ?? [], 0, labels);
    });
    expect(new Set(counts).size).toBeGreaterThan(1);
  });

  it.each([1, 2.5, 11, Number.NaN])('refuses %d folds of 10 items', (folds) => {
    expect(() => kFold({ count: 10 }, { folds, seed: 1 })).toThrow('expected from 2 to 10 folds');
  });

  it('refuses more folds than subjects', () => {
    const groups = range(10).map((item) => (item < 5 ? 'ann' : 'bob'));
    expect(() => kFold({ count: 10, groups }, { folds: 3, seed: 1 })).toThrow(/subjects .* received 2 for/);
  });
});

function shares(parts: Split, by: Record<keyof Split, number>): [Uint32Array, number][] {
  return [
    [parts.train, by.train],
    [parts.validation, by.validation],
    [parts.test, by.test],
  ];
}

function countOf(items: ArrayLike<number>, label: number, labels: ArrayLike<number>): number {
  return Array.from(items).filter((item) => labels[item] === label).length;
}

function expectPartition({ train, validation, test }: Split, count: number): void {
  expect([...train, ...validation, ...test].sort((a, b) => a - b)).toEqual(range(count));
}

function expectApart({ train, validation, test }: Split, groups: readonly string[]): void {
  const subjects = [train, validation, test].map((part) => new Set(Array.from(part, (item) => groups[item])));
  const [inTrain = new Set(), inValidation = new Set(), inTest = new Set()] = subjects;
  expect(inTrain.isDisjointFrom(inValidation.union(inTest)) && inValidation.isDisjointFrom(inTest)).toBe(
    true,
  );
}

function expectEqualWithinOne(counts: readonly number[]): void {
  expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
}
