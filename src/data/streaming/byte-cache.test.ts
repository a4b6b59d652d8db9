import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ByteCache } from './byte-cache.ts';

it('keeps what was used last, never more than it may', () => {
  const cache = new ByteCache<string, Uint8Array>(10);
  for (const [key, bytes] of [
    ['a', 4],
    ['b', 4],
  ] as const)
    cache.set(key, new Uint8Array(bytes));
  expect(cache.get('a')?.length).toBe(4);
  cache.set('c', new Uint8Array(3));
  expect([cache.get('a')?.length, cache.get('b'), cache.get('c')?.length, cache.bytes]).toEqual([
    4,
    undefined,
    3,
    7,
  ]);
  cache.set('a', new Uint8Array(7));
  expect([cache.get('a')?.length, cache.bytes]).toEqual([7, 10]);
  cache.set('large', new Uint8Array(11));
  expect([cache.get('large'), cache.bytes]).toEqual([undefined, 10]);
});

it('counts its bytes whatever is put into it', () => {
  const uses = fc.array(fc.record({ key: fc.nat(5), bytes: fc.nat(12), isRead: fc.boolean() }));
  fc.assert(
    fc.property(uses, (all) => {
      const cache = new ByteCache<number, Uint8Array>(20);
      for (const { key, bytes, isRead } of all) {
        if (isRead) cache.get(key);
        else cache.set(key, new Uint8Array(bytes));
        const kept = [0, 1, 2, 3, 4, 5].reduce((sum, one) => sum + (cache.get(one)?.length ?? 0), 0);
        expect(cache.bytes).toBe(kept);
        expect(kept).toBeLessThanOrEqual(20);
        if (!isRead) expect(cache.get(key)?.length).toBe(bytes);
      }
    }),
  );
});
