/**
 * Damages good files in many ways and reads them: every one must be read or be refused in one line, in time.
 *
 *     npm run fuzz                              every format for 10 seconds
 *     npm run fuzz -- --count 100000            every format, so many files
 *     npm run fuzz -- --format dicom --case 81  one file again; prints what went wrong
 */
import { parseArgs } from 'node:util';
import { fuzzFormat } from './fuzz/fuzz-format.ts';
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

const FIRST = Number(values.case ?? 0);
const limit = Number(values.seconds ?? (values.count || values.case ? Infinity : 10)) * 1000;
const last = values.case === undefined ? Number(values.count ?? Infinity) : FIRST + 1;
const formats = [...seedsByGroup()].filter(([format]) => values.format?.includes(format) ?? true);
let failed = 0;
for (const [format, seeds] of formats.sort(([a], [b]) => (a < b ? -1 : 1))) {
  const started = Date.now();
  const order = { format, seeds, seed: Number(values.seed), first: FIRST, last, limit };
  const { read, refused, failures } = await fuzzFormat(order);
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
