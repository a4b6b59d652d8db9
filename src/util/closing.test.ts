import { describe, expect, it } from 'vitest';
import { closing, closingNow } from './closing.ts';

function opened() {
  const log: string[] = [];
  return { log, close: () => void log.push('closed') };
}

describe('closing', () => {
  it('closes when what is done is done, not before', async () => {
    const open = opened();
    const result = await closing(open, async ({ log }) => {
      await Promise.resolve();
      log.push('used');
      return 7;
    });
    expect([result, open.log]).toEqual([7, ['used', 'closed']]);
  });

  it('closes where that fails', async () => {
    const open = opened();
    await expect(closing(open, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(open.log).toEqual(['closed']);
  });

  it('does the same at once', () => {
    const open = opened();
    expect(closingNow(open, () => 7)).toBe(7);
    expect(() =>
      closingNow(open, () => {
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(open.log).toEqual(['closed', 'closed']);
  });
});
