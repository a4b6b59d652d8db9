import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createProgress, type ProgressOptions } from './progress.ts';

/** What was written, with escape characters made visible. */
const visible = (written: readonly string[]): string => written.join('').replaceAll('\x1b', 'ESC');

/** A stream that keeps what is written, and a clock that stands still until it is moved. */
function stage(
  options: Partial<ProgressOptions> = {},
  terminal: { isTTY: boolean; columns: number } = { isTTY: true, columns: 60 },
) {
  const written: string[] = [];
  const clock = { time: 0 };
  const stream = { ...terminal, write: (text: string) => written.push(text) };
  const progress = createProgress({
    label: 'MLP',
    total: 1000,
    epochs: 10,
    stream,
    environment: {},
    now: () => clock.time,
    ...options,
  });
  return { progress, written, clock, stream };
}

describe('on a terminal', () => {
  test('it redraws ten times a second at most, with the newest values', () => {
    const { progress, written, clock } = stage();
    const before = written.length;
    for (let step = 1; step <= 1000; step++) {
      clock.time = step;
      progress.update({ done: step, metrics: { loss: 1 / step } });
    }
    expect(written.length - before).toBe(10);
    expect(written.at(-1)).toContain('100 %');
    progress.finish();
  });

  test('it measures rate and time left', () => {
    const { progress, written, clock } = stage(
      { total: 1000, unit: 'images' },
      { isTTY: true, columns: 100 },
    );
    for (clock.time = 100; clock.time <= 1000; clock.time += 100) progress.update({ done: clock.time / 2 });
    expect(written.at(-1)).toContain('500 images/s  0:01 left');
    progress.finish();
  });

  test('it hides the cursor, and gives it back with the closing line', () => {
    const { progress, written, clock } = stage();
    clock.time = 42_000;
    progress.finish('test error 1.2 %');
    const text = visible(written);
    expect(text.startsWith('ESC[?25l')).toBe(true);
    expect(text.endsWith('\rESC[JESC[32m✓ESC[39m MLP: test error 1.2 % (42\u202fs)\nESC[?25h')).toBe(true);
    const ended = written.length;
    progress.finish();
    progress.update({ done: 1 });
    expect(written).toHaveLength(ended);
  });

  test('a failure is marked as such', () => {
    const { progress, written } = stage({ environment: { NO_COLOR: '1' } });
    progress.fail('the loss became NaN in step 7');
    expect(written.join('')).toContain('✗ MLP: the loss became NaN in step 7');
    expect(visible(written)).not.toMatch(/ESC\[\d+m/);
  });

  test('a line that wrapped when the terminal shrank is cleared whole', () => {
    const { progress, written, clock, stream } = stage({}, { isTTY: true, columns: 100 });
    clock.time = 200;
    progress.update({ done: 100, epoch: 1, metrics: { loss: 1, accuracy: 0.5 } });
    stream.columns = 30;
    clock.time = 400;
    progress.update({ done: 200 });
    expect(visible(written.slice(-1))).toMatch(/^ESC\[[23]A\rESC\[J/);
    progress.finish();
  });

  test('it leaves no listeners behind', () => {
    const count = (): number => process.listenerCount('SIGINT') + process.listenerCount('exit');
    const before = count();
    const { progress } = stage();
    expect(count()).toBe(before + 2);
    progress.finish();
    expect(count()).toBe(before);
  });
});

describe('elsewhere', () => {
  const pipe = { isTTY: false, columns: 80 };

  test('a line every ten seconds, and one at the end', () => {
    const { progress, written, clock } = stage({}, pipe);
    for (clock.time = 0; clock.time < 25_000; clock.time += 10) progress.update({ done: clock.time / 100 });
    progress.finish('accuracy 0.95');
    expect(written).toEqual([
      'MLP: 10 %, 10 steps/s, 1:30 left\n',
      'MLP: 20 %, 10 steps/s, 1:20 left\n',
      'MLP: accuracy 0.95 (25\u202fs)\n',
    ]);
  });

  test('a line for each epoch that takes a second or more', () => {
    const { progress, written, clock } = stage({}, pipe);
    for (clock.time = 0; clock.time < 6000; clock.time += 10) {
      progress.update({
        done: clock.time / 10,
        epoch: 1 + Math.floor(clock.time / 2000),
        metrics: { loss: 0.5 },
      });
    }
    expect(written).toEqual([
      'MLP: 20 %, epoch 2/10, loss 0.500, 100 steps/s, 0:08 left\n',
      'MLP: 40 %, epoch 3/10, loss 0.500, 100 steps/s, 0:06 left\n',
    ]);
  });

  test('thousands of short epochs stay quiet', () => {
    const { progress, written, clock } = stage({}, pipe);
    for (clock.time = 0; clock.time < 900; clock.time++)
      progress.update({ done: clock.time, epoch: clock.time + 1 });
    expect(written).toEqual([]);
  });

  test.each([{ CI: 'true' }, { CI: '1' }, { TERM: 'dumb' }])(
    '%o makes a terminal one of these',
    (environment) => {
      const { written } = stage({ environment });
      expect(written).toEqual([]);
    },
  );

  test.each([{ CI: '' }, { CI: 'false' }, { TERM: 'xterm' }])('%o does not', (environment) => {
    const { progress, written } = stage({ environment });
    expect(written).not.toEqual([]);
    progress.finish();
  });
});

test('Ctrl-C gives the cursor back and ends the process by the signal', async () => {
  const script = `
    import { createProgress } from ${JSON.stringify(fileURLToPath(new URL('./progress.ts', import.meta.url)))};
    const stream = { isTTY: true, columns: 60, write: (text) => process.stderr.write(text) };
    createProgress({ label: 'x', total: 10, stream, environment: {} });
    setInterval(() => {}, 1000);
    process.stdout.write('ready');`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script]);
  let written = '';
  child.stderr.on('data', (data: Buffer) => {
    written += data.toString();
  });
  child.stdout.once('data', () => child.kill('SIGINT'));
  const signal = await new Promise((resolve) => child.once('close', (_, name) => resolve(name)));
  expect(signal).toBe('SIGINT');
  expect(written.endsWith('\n\x1b[?25h')).toBe(true);
});

test.each([true, false])('an update costs little between redraws (terminal: %s)', (isTTY) => {
  const { progress } = stage({ now: () => performance.now() }, { isTTY, columns: 80 });
  const updates = 200_000;
  const start = performance.now();
  for (let done = 0; done < updates; done++) progress.update({ done, metrics: { loss: 1 } });
  const microseconds = (1000 * (performance.now() - start)) / updates;
  progress.finish();
  expect(microseconds).toBeLessThan(2);
});
