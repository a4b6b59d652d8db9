import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shifted } from './shift-dates.ts';

describe('shifted', () => {
  it.each([
    ['20200301', 'DA', 1, '20200229'],
    ['2020.03.01', 'DA', 1, '20200229'],
    ['20000101', 'DA', 365, '19990101'],
    ['20200301101112.5', 'DT', 1, '20200229101112.5'],
    ['20200301101112.5+0100', 'DT', 1, '20200229101112.5+0100'],
    ['101112.123456', 'TM', 1, '101112.123456'],
    ['10:11:12', 'TM', 1, '10:11:12'],
  ])('moves %s (%s) by %i days to %s', (text, vr, days, expected) => {
    expect(shifted(text, vr, days)).toBe(expected);
  });

  it.each([
    ['20200230', 'DA'],
    ['20201301', 'DA'],
    ['2020', 'DA'],
    ['202003', 'DT'],
    ['20200301-20200302', 'DA'],
    ['20200301 by Miller', 'DA'],
    ['20200301miller', 'DT'],
    ['11121314151617', 'TM'],
    ['noon', 'TM'],
    ['', 'DA'],
  ])('leaves nothing of %j (%s), which is no complete moment', (text, vr) => {
    expect(shifted(text, vr, 1)).toBe('');
  });

  it('keeps intervals', () => {
    const day = fc.date({ min: new Date('1920-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
    const text = (date: Date) => date.toISOString().slice(0, 10).replaceAll('-', '');
    const time = (date: string) => Date.UTC(+date.slice(0, 4), +date.slice(4, 6) - 1, +date.slice(6));
    fc.assert(
      fc.property(day, day, fc.integer({ min: 365, max: 3650 }), (a, b, days) => {
        const [before, after] = [text(a), text(b)];
        const moved = time(shifted(before, 'DA', days)) - time(shifted(after, 'DA', days));
        expect(moved).toBe(time(before) - time(after));
      }),
    );
  });
});
