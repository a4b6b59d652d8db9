import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { argv, cpuUsage, stdin, stdout } from 'node:process';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { FileSource } from '../../src/data/reading/file-source.ts';
import {
  type ArrayFile,
  blockSize,
  blocksOf,
  isComplex,
  openArray,
  openDicom,
  openVolume,
} from '../../src/formats/index.ts';
import { messageOf } from '../../src/util/errors.ts';
import { peakBytes } from '../serve.ts';
import { type ReadTime, type ReadValues, type Request, request } from './protocol.ts';
import { type WorkloadName, workloadNames } from './workloads.ts';

/** Our own side of the bench of reading: `node ours.ts WORKLOAD FOLDER`. */

async function wholeOf(file: ArrayFile): Promise<Float32Array> {
  const perBlock = blockSize(file) * (isComplex(file.dtype) ? 2 : 1);
  const values = new Float32Array(perBlock * file.blockCount);
  let at = 0;
  for await (const block of blocksOf(file)) {
    values.set(block, at);
    at += block.length;
  }
  file.close();
  return values;
}

async function readSeries(folder: string): Promise<Float32Array> {
  const sources = readdirSync(folder).map((name) => new FileSource({ path: join(folder, name) }));
  const values = await wholeOf(await openVolume(sources, openDicom));
  for (const source of sources) source.close();
  return values;
}

async function readFile(path: string): Promise<Float32Array> {
  using source = new FileSource({ path });
  return await wholeOf(await openArray(source));
}

const readers: Readonly<Record<WorkloadName, (folder: string) => Promise<Float32Array>>> = {
  'ct-explicit': readSeries,
  'ct-implicit': readSeries,
  fastmri: (folder) => readFile(join(folder, 'scan.h5')),
  'fastmri-gzip': (folder) => readFile(join(folder, 'scan.h5')),
  'nifti-gz': (folder) => readFile(join(folder, 'head.nii.gz')),
};

let values: Float32Array = new Float32Array(0);

async function read(): Promise<ReadTime> {
  values = new Float32Array(0);
  const [start, cpu] = [performance.now(), cpuUsage()];
  values = await readers[workload](folder);
  const ms = performance.now() - start;
  const { user, system } = cpuUsage(cpu);
  return { ms, cpuMs: (user + system) / 1000 };
}

function valuesRead(): ReadValues {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] ?? 0;
  return { count: values.length, sum, sha256: createHash('sha256').update(values).digest('hex') };
}

async function answerTo({ cmd }: Request): Promise<object> {
  if (cmd === 'forms') return { forms: [''] };
  if (cmd === 'read') return read();
  return cmd === 'values' ? valuesRead() : { peakBytes: peakBytes() };
}

const [workload, folder] = z.tuple([z.enum(workloadNames), z.string()]).parse(argv.slice(2));
for await (const line of createInterface({ input: stdin })) {
  const answer = answerTo(request.parse(JSON.parse(line)));
  stdout.write(`${JSON.stringify(await answer.catch((thrown) => ({ error: messageOf(thrown) })))}\n`);
}
