import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Verdict } from './device-choice.ts';
import { examineApart, examineDevice } from './examine-device.ts';
import { rememberedVerdict } from './verdict-memory.ts';

const folder = mkdtempSync(join(tmpdir(), 'echotrain-devices-'));
afterAll(() => rmSync(folder, { recursive: true }));

function script(name: string, text: string): string {
  const path = join(folder, `${name}.mjs`);
  writeFileSync(path, text);
  return path;
}

const tells = 'process.send({ stepMs: 5 }, () => process.disconnect());';

describe('the examination', () => {
  it('passes the processor', async () => {
    expect(await examineDevice('cpu')).toEqual({ stepMs: expect.any(Number) });
  });

  it('takes the verdict of a process that ends well', async () => {
    expect(await examineApart(script('good', tells), 'cpu')).toEqual({ stepMs: 5 });
  });

  it('survives a driver that crashes, even after the last result', async () => {
    expect(await examineApart(script('crash', 'process.abort();'), 'cuda')).toEqual({
      failure: 'crashed (SIGABRT)',
    });
    const late = script('late', `${tells} process.on('exit', () => process.abort());`);
    expect(await examineApart(late, 'cuda')).toEqual({ failure: 'crashed (SIGABRT)' });
    expect(await examineApart(script('quit', 'process.exit(3);'), 'cuda')).toEqual({
      failure: 'crashed (exit code 3)',
    });
  });

  it('does not wait for a driver that hangs', async () => {
    const began = performance.now();
    expect(await examineApart(script('hang', 'for (;;) {}'), 'webgpu', 500)).toEqual({
      failure: 'gave no answer within 0.5 s',
    });
    expect(performance.now() - began).toBeLessThan(5000);
  });

  it('does not believe what is no verdict', async () => {
    const wrong = script('wrong', "process.send('fine', () => process.disconnect());");
    expect(await examineApart(wrong, 'webgpu')).toEqual({ failure: 'gave no answer' });
    expect(await examineApart(join(folder, 'missing.mjs'), 'cpu')).toEqual({
      failure: 'crashed (exit code 1)',
    });
  });
});

describe('the memory of verdicts', () => {
  const file = join(folder, 'deep/devices.json');
  let asked = 0;
  const examine = async (): Promise<Verdict> => ({ stepMs: ++asked });
  const remembered = (name: string) => rememberedVerdict(file, name, examine);

  it('asks once for each device', async () => {
    expect(await remembered('cpu')).toEqual({ stepMs: 1 });
    expect(await remembered('cpu')).toEqual({ stepMs: 1 });
    expect(await remembered('cuda')).toEqual({ stepMs: 2 });
    expect(await remembered('cpu')).toEqual({ stepMs: 1 });
  });

  it('asks again after a day', async () => {
    const text = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      text.replace(/"time": (\d+)/g, (_, time) => `"time": ${Number(time) - 90_000_000}`),
    );
    expect(await remembered('cpu')).toEqual({ stepMs: 3 });
  });

  it('is not misled by a file that says something else, nor stopped by one that cannot be written', async () => {
    for (const text of ['', '{', 'null', '[1]', '{"cpu": 3}', '{"cpu": {"time": 1, "verdict": {}}}']) {
      writeFileSync(file, text);
      const before = asked;
      expect(await remembered('cpu'), text).toEqual({ stepMs: before + 1 });
      expect(await remembered('cpu'), text).toEqual({ stepMs: before + 1 });
    }
    expect(await rememberedVerdict(join(file, 'below-a-file'), 'cpu', examine)).toEqual({ stepMs: asked });
    expect(statSync(file).isFile()).toBe(true);
  });
});
