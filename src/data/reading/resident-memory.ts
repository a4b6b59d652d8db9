import { readFileSync } from 'node:fs';
import { invariant } from '../../util/errors.ts';

/** How much memory a process takes, in bytes, where the system tells (Linux); else 0. */
export function residentOf(pid: number | undefined): number {
  if (process.platform !== 'linux' || pid === undefined) return 0;
  try {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return 1024 * Number(kilobytes ?? 0);
  } catch (error) {
    invariant(error instanceof Error, 'the file system throws errors');
    return 0;
  }
}
