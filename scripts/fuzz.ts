/**
 * Damages good files in many ways and reads them: every one must be read or be refused in one line, in time.
 *
 *     npm run fuzz                              every format for 10 seconds
 *     npm run fuzz -- --count 100000            every format, so many files
 *     npm run fuzz -- --format dicom --case 81  one file again; prints what went wrong
 */
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { seedsByGroup } from './fuzz/seeds.ts';

const { values } = parseArgs({
  options: {
    format: { type: 'string', multiple: true },
    count: { type: 'string' },
    seconds: { type: 'string' },
    seed: { type: 'string', default: '1' },
    case: { type: 'string' },
  },
});

/** How long one file may take, in milliseconds. */
const PATIENCE = 10_000;

const [FIRST, COUNT, MEMORY] = [Number(values.case ?? 0), Number(values.count ?? Infinity), 1024];

interface Failure {
  readonly number: number;
  readonly what: string;
}

interface Report {
  readonly read: number;
  readonly refused: number;
  readonly failures: readonly Failure[];
}

const limit = Number(values.seconds ?? (values.count || values.case ? Infinity : 10)) * 1000;
const last = values.case === undefined ? COUNT : FIRST + 1;
const formats = [...seedsByGroup()].filter(([format]) => !values.format || values.format.includes(format));
let failed = 0;
for (const [format, seeds] of formats.sort(([a], [b]) => (a < b ? -1 : 1))) {
  const started = Date.now();
  const { read, refused, failures } = await fuzz(format);
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  const counts = `${read + refused + failures.length} files: ${read} read, ${refused} refused, ${failures.length} failed`;
  console.log(
    `${failures.length ? '✗' : '✓'} ${format.padEnd(9)} from ${seeds.length}: ${counts} (${seconds} s)`,
  );
  for (const { number, what } of failures.slice(0, 5))
    console.log(`  --format ${format} --case ${number}: ${what}`);
  failed += failures.length;
}
process.exitCode = failed === 0 && formats.length > 0 ? 0 : 1;

/** Reads damaged files of one format until all are done or the time is up. A thread that hangs or dies is replaced. */
async function fuzz(format: string): Promise<Report> {
  const failures: Failure[] = [];
  const clock = new Int32Array(new SharedArrayBuffer(12));
  const end = Date.now() + limit;
  for (let first = FIRST; first < last && Date.now() < end && failures.length < 50; ) {
    const stuck = await run(format, first, clock, end, failures);
    if (stuck) failures.push(stuck);
    first = (clock[0] ?? 0) + 1;
  }
  return { read: clock[1] ?? 0, refused: clock[2] ?? 0, failures };
}

/** One thread, from a case on; gives the case on which it hung or died. */
function run(
  format: string,
  first: number,
  clock: Int32Array<SharedArrayBuffer>,
  end: number,
  failures: Failure[],
): Promise<Failure | undefined> {
  const most = Number.isFinite(last) ? last : Number.MAX_SAFE_INTEGER;
  const workerData = { format, seed: Number(values.seed), first, last: most, clock: clock.buffer };
  const worker = new Worker(new URL('fuzz/worker.ts', import.meta.url), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY },
  });
  worker.on('message', ({ number, stack }: { readonly number: number; readonly stack: string }) =>
    failures.push({ number, what: stack }),
  );
  return new Promise((resolve) => {
    let [seen, since] = [-1, Date.now()];
    const settle = (failure?: Failure) => {
      clearInterval(timer);
      void worker.terminate().then(() => resolve(failure));
    };
    const timer = setInterval(() => {
      const now = clock[0] ?? 0;
      if (now !== seen) [seen, since] = [now, Date.now()];
      else if (Date.now() - since > PATIENCE) settle({ number: now, what: `hangs for ${PATIENCE / 1000} s` });
      if (Date.now() > end) settle();
    }, 100);
    worker.once('error', (error) => settle({ number: clock[0] ?? 0, what: `dies: ${error}` }));
    worker.once('exit', () => settle());
  });
}
