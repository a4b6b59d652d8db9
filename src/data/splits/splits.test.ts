import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { range } from '../../util/arrays.ts';
import type { MetadataField } from '../item-set.ts';
import { kFold, type Split, split } from '../split.ts';
import { chronological } from './chronological.ts';
import { leaveOneOut } from './leave-one-out.ts';
import { givenSplit, listedSplit } from './listed.ts';
import { nested } from './nested.ts';
import { type DescribedItems, unitsBy } from './units.ts';

interface Person {
  readonly subject: string;
  readonly site?: string | undefined;
  readonly date?: string;
  readonly part?: string;
  readonly label?: number;
}

function items(people: readonly Person[]): DescribedItems {
  const known = { id: (_: Person, i: number) => `scan ${i}` };
  const of = (field: MetadataField) => (person: Person, i: number) =>
    field === 'id' ? known.id(person, i) : field === 'scanner' ? undefined : person[field];
  return {
    name: 'people',
    count: people.length,
    labels: Int32Array.from(people, ({ label = 0 }) => label),
    groups: people.map(({ subject }) => subject),
    metadata: (field) => people.map(of(field)),
  };
}

/** Subjects stay at one site and are seen on several days. */
const cohort = fc
  .array(fc.record({ site: fc.nat(4), label: fc.nat(2), visits: fc.integer({ min: 1, max: 4 }) }), {
    minLength: 12,
    maxLength: 40,
  })
  .map((subjects) =>
    subjects.flatMap(({ site, label, visits }, i) =>
      range(visits).map((visit) => ({
        ...{ subject: `subject ${i}`, site: `site ${site}`, label },
        date: `20${10 + ((i * 7 + visit) % 15)}-0${1 + (i % 9)}-1${visit}`,
      })),
    ),
  );

describe('units', () => {
  it('of sites keep sites and subjects together', () => {
    fc.assert(
      fc.property(cohort, fc.integer(), (people, seed) => {
        fc.pre(new Set(people.map(({ site }) => site)).size > 2);
        const all = items(people);
        const parts = split(unitsBy(all, 'site'), { validation: 0.2, test: 0.2, seed });
        expectPartition([parts], all.count);
        expectApart(parts, people, 'site');
        expectApart(parts, people, 'subject');
        expect(split(unitsBy(all, 'site'), { validation: 0.2, test: 0.2, seed })).toEqual(parts);
      }),
    );
  });

  it('join sites that share a subject', () => {
    const people = [
      { subject: 'ann', site: 'Bonn' },
      { subject: 'ann', site: 'Kiel' },
      { subject: 'bob', site: 'Kiel' },
      { subject: 'cem', site: 'Ulm' },
    ];
    const { groups = [] } = unitsBy(items(people), 'site');
    expect(new Set(groups.slice(0, 3)).size).toBe(1);
    expect(groups[3]).not.toBe(groups[0]);
    const folds = kFold(unitsBy(items(people), 'site'), { folds: 2, seed: 1 });
    expect(folds.map(({ test }) => [...test]).sort((a, b) => a.length - b.length)).toEqual([[3], [0, 1, 2]]);
  });

  it('name what is missing', () => {
    const people = [{ subject: 'a', site: 'x' }, ...range(4).map((i) => ({ subject: `b${i}` }))];
    expect(() => unitsBy(items(people), 'site')).toThrow(
      'expected a site of each item, received 4 of 5 items without one: scan 1, scan 2, scan 3 ...',
    );
    const sites = range(2).map((i) => ({ subject: `${i}`, site: `${i}` }));
    expect(() => kFold(unitsBy(items([...sites, ...sites]), 'site'), { folds: 3, seed: 1 })).toThrow(
      'received 2 for shares',
    );
  });
});

describe('leaving one out', () => {
  it('tests every site once, with the others for training and validation by subject', () => {
    fc.assert(
      fc.property(cohort, fc.integer(), (people, seed) => {
        fc.pre(new Set(people.map(({ site }) => site)).size > 2);
        const splits = leaveOneOut(items(people), { by: 'site', seed, validation: 0.2 });
        expect(splits.map(({ left }) => left)).toEqual([...new Set(people.map(({ site }) => site))].sort());
        for (const parts of splits) {
          expectPartition([parts], people.length);
          expectApart(parts, people, 'subject');
          expect(Array.from(parts.test, (item) => people[item]?.site === parts.left).every(Boolean)).toBe(
            true,
          );
          expect(parts.test.length).toBe(people.filter(({ site }) => site === parts.left).length);
          expect(parts.validation.length).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('refuses a single site, and subjects at two', () => {
    const ann = { subject: 'ann', site: 'Bonn' };
    expect(() => leaveOneOut(items([ann, ann]), { by: 'site', seed: 1 })).toThrow(
      'expected 2 or more sites, received 1',
    );
    expect(() => leaveOneOut(items([ann, { ...ann, site: 'Kiel' }]), { by: 'site', seed: 1 })).toThrow(
      'subject "ann" at "Bonn" and "Kiel"',
    );
  });
});

describe('a chronological split', () => {
  it('tests on the latest subjects, near its shares', () => {
    fc.assert(
      fc.property(cohort, (people) => {
        const parts = chronological(items(people), { test: 0.2, validation: 0.2 });
        expectPartition([parts], people.length);
        expectApart(parts, people, 'subject');
        const last = (part: Uint32Array) => {
          const subjects = new Set(Array.from(part, (item) => people[item]?.subject));
          return [...subjects].map((one) =>
            people
              .filter(({ subject }) => subject === one)
              .reduce((day, { date }) => (date > day ? date : day), ''),
          );
        };
        const most = (days: readonly string[]) => days.reduce((a, b) => (a > b ? a : b));
        const least = (days: readonly string[]) => days.reduce((a, b) => (a < b ? a : b));
        expect(most(last(parts.train)) <= least(last(parts.validation))).toBe(true);
        expect(most(last(parts.validation)) <= least(last(parts.test))).toBe(true);
        expect(Math.abs(parts.test.length - 0.2 * people.length)).toBeLessThanOrEqual(4);
      }),
    );
  });

  it('may begin its parts at days', () => {
    const people = ['2020-01-01', '2021-06-01', '2021-06-02', '2023-01-01'].map((date, i) => ({
      subject: `${i}`,
      date,
    }));
    const parts = chronological(items(people), { test: '2022-01-01', validation: '2021-06-02' });
    expect([[...parts.train], [...parts.validation], [...parts.test]]).toEqual([[0, 1], [2], [3]]);
    expect(() => chronological(items(people), { test: '2024-01-01' })).toThrow(
      'expected subjects for the test part, received none: 4 subjects, last seen from 2020-01-01 to 2023-01-01',
    );
    expect(() => chronological(items([{ subject: 'a' }]), { test: 0.5 })).toThrow(
      '1 of 1 items without one: scan 0',
    );
  });
});

describe('nested folds', () => {
  it('test every item once, and validate every other item once for each of them', () => {
    fc.assert(
      fc.property(cohort, fc.integer(), (people, seed) => {
        const outer = nested(items(people), { outer: 3, inner: 2, seed });
        expectTestedOnce(
          outer.flatMap(([first]) => (first ? [first.test] : [])),
          people.length,
        );
        for (const inner of outer) {
          expectPartition(inner, people.length);
          for (const parts of inner) expectApart(parts, people, 'subject');
          const [a, b] = inner;
          expect(b?.test).toEqual(a?.test);
          expect([...(a?.validation ?? [])]).toEqual([...(b?.train ?? [])]);
        }
      }),
    );
  });
});

describe('lists', () => {
  const people = ['ann', 'ann', 'bob', 'cem'].map((subject) => ({ subject }));

  it('name subjects or items; the others train', () => {
    const parts = listedSplit(items(people), { validation: ['scan 3'], test: ['ann'] });
    expect([[...parts.train], [...parts.validation], [...parts.test]]).toEqual([[2], [3], [0, 1]]);
  });

  it.each([
    [{ test: ['dan'] }, '1 of neither, such as "dan"'],
    [{ test: ['ann'], validation: ['ann'] }, '"ann" for validation and for test'],
    [{ test: ['scan 1'] }, 'subject "ann" in train and test'],
    [{ train: ['bob'], test: ['ann'] }, 'received 1 in none: scan 3'],
    [{ test: [] }, 'expected items for the test part, received none'],
  ])('%j are refused', (lists, message) => {
    expect(() => listedSplit(items(people), lists)).toThrow(message);
  });
});

describe('the parts that data come with', () => {
  const people = range(10).map((i) => ({ subject: `${i}`, part: i < 7 ? 'train' : 'test' }));

  it('are kept, and validation is drawn where it is missing', () => {
    const parts = givenSplit(items(people), { validation: 0.3, seed: 1 });
    expectPartition([parts], 10);
    expect([...parts.test]).toEqual([7, 8, 9]);
    expect(parts.validation.length).toBe(2);
    const own = people.map((person, i) => (i === 0 ? { ...person, part: 'validation' } : person));
    expect([...givenSplit(items(own), { validation: 0.3, seed: 1 }).validation]).toEqual([0]);
  });

  it('must be known', () => {
    expect(() => givenSplit(items([{ subject: 'a' }]), { validation: 0, seed: 1 })).toThrow(
      'a part of each item',
    );
  });
});

function expectPartition(splits: readonly Split[], count: number): void {
  for (const { train, validation, test } of splits) {
    expectTestedOnce([train, validation, test], count);
  }
}

function expectTestedOnce(parts: readonly Uint32Array[], count: number): void {
  expect(parts.flatMap((part) => [...part]).sort((a, b) => a - b)).toEqual(range(count));
}

function expectApart(parts: Split, people: readonly Person[], field: 'subject' | 'site'): void {
  const values = [parts.train, parts.validation, parts.test].map(
    (part) => new Set(Array.from(part, (item) => people[item]?.[field])),
  );
  const [train = new Set(), validation = new Set(), test = new Set()] = values;
  expect(train.isDisjointFrom(validation.union(test)) && validation.isDisjointFrom(test)).toBe(true);
}
