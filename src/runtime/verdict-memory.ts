import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { hostname, release } from 'node:os';
import { dirname } from 'node:path';
import { env } from 'onnxruntime-common';
import type { Verdict } from './device-choice.ts';
import { isVerdict } from './device-choice.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

interface Memory {
  readonly time: number;
  readonly verdict: Verdict;
}

/**
 * The verdict that `file` remembers under `key` on this machine, if it is younger than a day; otherwise a new one,
 * which it will remember. A file that cannot be read or written only costs the examination.
 */
export async function rememberedVerdict(
  file: string,
  key: string,
  examine: () => Promise<Verdict>,
): Promise<Verdict> {
  const place = `${machine()} ${key}`;
  const known = read(file)[place];
  if (known && Math.abs(Date.now() - known.time) < DAY_MS) return known.verdict;
  const verdict = await examine();
  write(file, { ...read(file), [place]: { time: Date.now(), verdict } });
  return verdict;
}

/** What a verdict depends on, as far as it is cheap to know. */
function machine(): string {
  const { LD_LIBRARY_PATH, VK_DRIVER_FILES, VK_ICD_FILENAMES, CUDA_VISIBLE_DEVICES } = process.env;
  const settings = [LD_LIBRARY_PATH, VK_DRIVER_FILES, VK_ICD_FILENAMES, CUDA_VISIBLE_DEVICES].join('|');
  return [
    hostname(),
    process.platform,
    process.arch,
    release(),
    process.version,
    env.versions.common,
    settings,
  ].join(' ');
}

function read(file: string): Readonly<Record<string, Memory>> {
  try {
    const memories: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return Object.fromEntries(Object.entries(memories ?? {}).filter(isMemory));
  } catch {
    return {};
  }
}

function isMemory(entry: [string, unknown]): entry is [string, Memory] {
  const [, memory] = entry;
  return (
    typeof memory === 'object' &&
    memory !== null &&
    'time' in memory &&
    typeof memory.time === 'number' &&
    'verdict' in memory &&
    isVerdict(memory.verdict)
  );
}

function write(file: string, memories: Readonly<Record<string, Memory>>): void {
  const part = `${file}.${process.pid}.part`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(part, JSON.stringify(memories, undefined, 2));
    renameSync(part, file);
  } catch {
    // Without a memory, the next start examines again.
  }
}
