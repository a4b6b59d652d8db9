import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { argv, cpuUsage, stdin, stdout } from 'node:process';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { FileSource } from '../../src/data/reading/file-source.ts';
import { floatValues, openArray, openDicom, openVolume } from '../../src/formats/index.ts';
import { messageOf, present } from '../../src/util/errors.ts';
import { peakBytes } from '../serve.ts';
import { type ReadTime, type ReadValues, type Request, request } from './protocol.ts';
import { type WorkloadName, workloadNames } from './workloads.ts';

/** Our own side of the bench of reading: `node ours.ts WORKLOAD FOLDER`. */

/** Reads what is in a folder, into memory at hand where there is some. */
type Read = (folder: string, into?: Float32Array) => Promise<Float32Array>;

const readSeries: Read = async (folder, into) => {
  const sources = readdirSync(folder).map((name) => new FileSource({ path: join(folder, name) }));
  const values = await floatValues(await openVolume(sources, openDicom), into);
  for (const source of sources) source.close();
  return values;
};

function fileReader(name: string): Read {
  return async (folder, into) => {
    using source = new FileSource({ path: join(folder, name) });
    const file = await openArray(source);
    const values = await floatValues(file, into);
    file.close();
    return values;
  };
}

const readers: Readonly<Record<WorkloadName, Read>> = {
  'ct-explicit': readSeries,
  'ct-implicit': readSeries,
  fastmri: fileReader('scan.h5'),
  'fastmri-gzip': fileReader('scan.h5'),
  'nifti-gz': fileReader('head.nii.gz'),
};

let values: Float32Array | undefined;

async function read(kept: boolean): Promise<ReadTime> {
  if (!kept) values = undefined;
  const [start, cpu] = [performance.now(), cpuUsage()];
  values = await readers[workload](folder, values);
  const ms = performance.now() - start;
  const { user, system } = cpuUsage(cpu);
  return { ms, cpuMs: (user + system) / 1000 };
}

function valuesRead(read: Float32Array): ReadValues {
  let sum = 0;
  for (const value of read) sum += value;
  return { count: read.length, sum, sha256: createHash('sha256').update(read).digest('hex') };
}

async function answerTo(asked: Request): Promise<object> {
  if (asked.cmd === 'forms') return { forms: ['floatValues'] };
  if (asked.cmd === 'read') return read(asked.kept);
  return asked.cmd === 'values' ? valuesRead(present(values, 'values')) : { peakBytes: peakBytes() };
}

const [workload, folder] = z.tuple([z.enum(workloadNames), z.string()]).parse(argv.slice(2));
for await (const line of createInterface({ input: stdin })) {
  const answer = answerTo(request.parse(JSON.parse(line)));
  stdout.write(`${JSON.stringify(await answer.catch((thrown) => ({ error: messageOf(thrown) })))}\n`);
}
