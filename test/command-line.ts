import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const program = join(import.meta.dirname, '../src/cli/main.ts');

/** How the program is started. */
export interface StartOptions {
  /** Where; a new, empty folder by default. */
  readonly folder?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Called with what standard error says, as it grows; sends signals by what it gives. */
  readonly onError?: (soFar: string) => NodeJS.Signals | undefined;
  /** Called with a function that sends a signal. */
  readonly onStart?: (send: (signal: NodeJS.Signals) => void) => void;
  /** A limit on the size of files, in blocks of 1024 bytes. */
  readonly fileLimit?: number;
}

/** What the program did. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  readonly error: string;
  readonly folder: string;
}

/** Starts the real command line, as a user would, and waits for its end. */
export function echotrain(args: readonly string[], options: StartOptions = {}): Promise<Ended> {
  const { folder = emptyFolder(), environment, onError, onStart, fileLimit } = options;
  const command = [process.execPath, program, ...args];
  const limited = ['bash', '-c', `ulimit -f ${fileLimit}; exec "$@"`, 'bash', ...command];
  const [file = '', ...rest] = fileLimit === undefined ? command : limited;
  const child = spawn(file, rest, {
    cwd: folder,
    env: { ...process.env, ECHOTRAIN_HOME: join(folder, 'home'), NO_COLOR: '1', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onStart?.((signal) => child.kill(signal));
  let [output, error] = ['', ''];
  child.stdout.on('data', (data: Buffer) => {
    output += data.toString();
  });
  child.stderr.on('data', (data: Buffer) => {
    error += data.toString();
    const signal = onError?.(error);
    if (signal) child.kill(signal);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, output, error, folder }));
  });
}

/** A new folder for one test. */
export function emptyFolder(): string {
  return mkdtempSync(join(tmpdir(), 'echotrain-command-'));
}
