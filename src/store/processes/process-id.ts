import { readFileSync } from 'node:fs';

/** A process of this machine. */
export interface ProcessId {
  readonly pid: number;
  /** When it was started, as the system tells it: numbers of processes are used again. Not known everywhere. */
  readonly start: string | undefined;
}

/** The process that asks. */
export function thisProcess(): ProcessId {
  return processOf(process.pid);
}

/** The process of that number. */
export function processOf(pid: number): ProcessId {
  return { pid, start: statOf(pid)?.start };
}

/** Whether a process is alive: it, and not another of the same number. */
export function isAlive({ pid, start }: ProcessId): boolean {
  const stat = statOf(pid);
  if (stat) return stat.state !== 'Z' && (start === undefined || start === stat.start);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** State and start of a process, where the system tells them (Linux, proc(5): fields 3 and 22). */
function statOf(pid: number): { readonly state: string; readonly start: string } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name before them, in brackets, may hold anything.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [state, start] = [fields[0], fields[19]];
    return state === undefined || start === undefined ? undefined : { state, start };
  } catch {
    return undefined;
  }
}
