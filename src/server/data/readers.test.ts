import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { crash, dawdle, echo, exit } from '../../../test/hostile-tasks.ts';
import { Readers } from './readers.ts';

const script = join(import.meta.dirname, '../../../test/hostile-process.ts');
const readers = new Readers({ processes: 1, script });

afterAll(() => readers.close());

describe('readers', () => {
  it('outlive what files do to one, and say which file it was', async () => {
    for (const task of [crash, exit]) {
      await expect(readers.run(task, '', 'bad.dcm')).rejects.toThrow(
        /^bad.dcm: expected a whole file, received one of which its reader dies/,
      );
    }
    expect(await readers.run(echo, 'still here', 'good.dcm')).toBe('still here');
  });

  it('read first what was asked for last, and not at all what nobody waits for', async () => {
    const order: string[] = [];
    const controller = new AbortController();
    const read = (name: string, signal?: AbortSignal) =>
      readers.run(echo, name, name, signal).then(
        (found) => order.push(found),
        () => order.push(`no ${name}`),
      );
    const busy = readers.run(dawdle, '', 'long.dcm');
    const all = [read('first'), read('second', controller.signal), read('third')];
    controller.abort();
    await Promise.all([busy, ...all]);
    expect(order).toEqual(['third', 'no second', 'first']);
  });
});
