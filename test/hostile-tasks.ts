import { z } from 'zod';
import { defineReaderTask } from '../src/data/reading/reader-task.ts';
import { InputError } from '../src/util/errors.ts';

const file = { argument: z.string(), result: z.string() };

/** Answers with its argument. */
export const echo = defineReaderTask({
  ...file,
  name: 'echo',
  run: (argument) => Promise.resolve(argument),
});

/** The process that answers. */
export const processId = defineReaderTask({
  name: 'process',
  argument: z.string(),
  result: z.number(),
  run: () => Promise.resolve(process.pid),
});

/** Refuses its file. */
export const refuse = defineReaderTask({
  ...file,
  name: 'refuse',
  run: (where) => Promise.reject(new InputError({ where, expected: 'this', received: 'that' })),
});

/** Fails as a library does that was not made for damaged files. */
export const stumble = defineReaderTask({
  ...file,
  name: 'stumble',
  run: () => Promise.reject(new TypeError('undefined is not a function\nat all')),
});

/** Computes forever, and hears nothing. */
export const hang = defineReaderTask({
  ...file,
  name: 'hang',
  run: () => {
    for (let i = 0; ; i++) if (i < 0) return Promise.resolve('');
  },
});

/** Works for as long as a second, a sign of life now and then. */
export const dawdle = defineReaderTask({
  ...file,
  name: 'dawdle',
  async run(_, context) {
    for (let i = 0; i < 10; i++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      context.progress((i + 1) / 10);
    }
    return 'done';
  },
});

/** Ends its process. */
export const exit = defineReaderTask({ ...file, name: 'exit', run: () => process.exit(3) });

/** Crashes its process, as a fault in native code does. */
export const crash = defineReaderTask({ ...file, name: 'crash', run: () => process.abort() });

/** Fills the memory with arrays, piece by piece, and says so. */
export const fill = defineReaderTask({
  ...file,
  name: 'fill',
  async run(_, context) {
    const kept: Uint8Array[] = [];
    for (;;) {
      kept.push(new Uint8Array(2 ** 24).fill(1));
      await new Promise((resolve) => setTimeout(resolve, 20));
      context.progress();
    }
  },
});

/** Fills the memory in one go, without a sign of life. */
export const fillSilently = defineReaderTask({
  ...file,
  name: 'fill-silently',
  run() {
    const kept = Array.from({ length: 40 }, () => new Uint8Array(2 ** 24).fill(1));
    for (;;) kept[0]?.fill(2);
  },
});
