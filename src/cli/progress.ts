import { formatDuration } from '../report/numbers.ts';
import { type ProgressState, plainLine, progressLine } from './progress-line.ts';
import { clean, paint, width } from './terminal-text.ts';

/** Where progress is drawn: a terminal, a pipe or a file. `process.stderr` is one. */
export interface ProgressStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** What progress is shown of, and where. */
export interface ProgressOptions {
  /** What is going on, such as the model's name. */
  readonly label: string;
  /** How many units there are in all; 0 where that is not known. */
  readonly total: number;
  /** What is counted, in the plural: "steps" by default. */
  readonly unit?: string;
  /** How many epochs there are in all. */
  readonly epochs?: number;
  /** Standard error by default, so that standard output stays for data. */
  readonly stream?: ProgressStream;
  /** `process.env` by default; NO_COLOR, CI and TERM are heeded. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** The time in milliseconds, monotonic. */
  readonly now?: () => number;
  /** When it began, by the same clock; now by default. */
  readonly begun?: number;
}

/** How far things are. */
export interface ProgressUpdate {
  /** Units done so far. */
  readonly done: number;
  /** The epoch under way, from 1. */
  readonly epoch?: number;
  /** Values to show, the most important first. */
  readonly metrics?: Readonly<Record<string, number>>;
}

/** Progress that is being shown. */
export interface Progress {
  /** Says how far things are. Costs well under a microsecond unless it is time to draw. */
  update(update: ProgressUpdate): void;
  /** Leaves a line above the bar. */
  note(line: string): void;
  /** Removes the bar and leaves one line that says what was reached. */
  finish(message?: string): void;
  /** Removes the bar and leaves one line that says what went wrong. */
  fail(message: string): void;
}

const REDRAW_MS = 100;
const PLAIN_LINE_MS = 10_000;
/** Plain lines for epochs are no closer together than this. */
const PLAIN_EPOCH_MS = 1000;
/** The rate is an exponential mean over this time. */
const RATE_MS = 5000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Live progress: one line with a bar, metrics, rate and time left, redrawn at most ten times a second, on a terminal;
 * elsewhere and under CI a plain line for an epoch or every ten seconds.
 *
 * @example
 * const progress = createProgress({ label: 'LeNet-5', total: images * epochs, unit: 'images', epochs });
 * progress.update({ done: 128, epoch: 1, metrics: { loss: 2.3 } });
 * progress.finish('test error 0.94 %');
 */
export function createProgress(options: ProgressOptions): Progress {
  const { stream = process.stderr, environment = process.env } = options;
  const live = stream.isTTY === true && !isSet(environment.CI) && environment.TERM !== 'dumb';
  return live ? new LiveProgress(options, stream, environment) : new PlainProgress(options, stream);
}

function isSet(variable: string | undefined): boolean {
  return variable !== undefined && !['', '0', 'false'].includes(variable);
}

/** The exponentially weighted rate of a count. */
class Meter {
  #time: number;
  #done = 0;
  #weighted = 0;
  #weight = 0;

  constructor(time: number) {
    this.#time = time;
  }

  /** Units a second, after the count at `time` has been taken in; NaN before anything was measured. */
  rate(done: number, time: number): number {
    const elapsed = time - this.#time;
    if (elapsed > 0) {
      const fresh = 1 - Math.exp(-elapsed / RATE_MS);
      this.#weighted = (1 - fresh) * this.#weighted + fresh * ((1000 * (done - this.#done)) / elapsed);
      this.#weight = (1 - fresh) * this.#weight + fresh;
      [this.#time, this.#done] = [time, done];
    }
    return this.#weighted / this.#weight;
  }
}

/** What both kinds of progress share: the options cleaned, the clock, the last update, the closing line. */
class Reporter {
  readonly stream: ProgressStream;
  readonly now: () => number;
  readonly #options: ProgressOptions;
  readonly #label: string;
  readonly #start: number;
  readonly #meter: Meter;

  constructor(options: ProgressOptions, stream: ProgressStream) {
    this.stream = stream;
    this.now = options.now ?? (() => performance.now());
    this.#options = options;
    this.#label = clean(options.label);
    this.#start = options.begun ?? this.now();
    this.#meter = new Meter(this.#start);
  }

  state(update: ProgressUpdate, time: number): ProgressState {
    const { total, unit = 'steps', epochs } = this.#options;
    return { ...update, label: this.#label, total, unit, epochs, rate: this.#meter.rate(update.done, time) };
  }

  /** "label: message (42 s)". */
  closingLine(message: string): string {
    const duration = formatDuration((this.now() - this.#start) / 1000);
    return `${this.#label}: ${clean(message)} (${duration})`;
  }
}

class PlainProgress implements Progress {
  readonly #reporter: Reporter;
  #lastLine: number;
  #lastEpoch = 1;

  constructor(options: ProgressOptions, stream: ProgressStream) {
    this.#reporter = new Reporter(options, stream);
    this.#lastLine = this.#reporter.now();
  }

  update(update: ProgressUpdate): void {
    const time = this.#reporter.now();
    const wait =
      update.epoch === undefined || update.epoch === this.#lastEpoch ? PLAIN_LINE_MS : PLAIN_EPOCH_MS;
    if (time - this.#lastLine < wait) return;
    this.#lastLine = time;
    this.#lastEpoch = update.epoch ?? 1;
    this.#reporter.stream.write(`${plainLine(this.#reporter.state(update, time))}\n`);
  }

  note(line: string): void {
    this.#reporter.stream.write(`${clean(line)}\n`);
  }

  finish(message = 'done'): void {
    this.#reporter.stream.write(`${this.#reporter.closingLine(message)}\n`);
  }

  fail(message: string): void {
    this.#reporter.stream.write(`${this.#reporter.closingLine(message)}\n`);
  }
}

class LiveProgress implements Progress {
  readonly #reporter: Reporter;
  readonly #color: boolean;
  #due = 0;
  /** The width of what is on the screen. */
  #drawn = 0;
  #open = true;

  constructor(options: ProgressOptions, stream: ProgressStream, environment: ProgressOptions['environment']) {
    this.#reporter = new Reporter(options, stream);
    this.#color = !environment?.NO_COLOR;
    for (const signal of SIGNALS) process.once(signal, this.#onSignal);
    process.once('exit', this.#restore);
    this.#reporter.stream.write('\x1b[?25l');
    this.update({ done: 0 });
  }

  update(update: ProgressUpdate): void {
    const time = this.#reporter.now();
    if (time < this.#due || !this.#open) return;
    this.#due = time + REDRAW_MS;
    const columns = this.#columns();
    const state = this.#reporter.state(update, time);
    this.#reporter.stream.write(this.#erase(columns) + progressLine(state, columns, this.#color));
    this.#drawn = width(progressLine(state, columns));
  }

  note(line: string): void {
    this.#reporter.stream.write(`${this.#erase(this.#columns())}${clean(line)}\n`);
    this.#due = 0;
  }

  finish(message = 'done'): void {
    this.#close('✓', 32, message);
  }

  fail(message: string): void {
    this.#close('✗', 31, message);
  }

  #close(mark: string, code: number, message: string): void {
    if (!this.#open) return;
    const line = `${this.#color ? paint(mark, code) : mark} ${this.#reporter.closingLine(message)}\n`;
    this.#reporter.stream.write(this.#erase(this.#columns()) + line);
    this.#restore();
    this.#open = false;
    for (const signal of SIGNALS) process.off(signal, this.#onSignal);
    process.off('exit', this.#restore);
  }

  #columns(): number {
    return this.#reporter.stream.columns || 80;
  }

  /** Clears the last line, which may have come to span several rows when the terminal was made narrower. */
  #erase(columns: number): string {
    const rowsAbove = Math.max(0, Math.ceil(this.#drawn / columns) - 1);
    this.#drawn = 0;
    return `${rowsAbove > 0 ? `\x1b[${rowsAbove}A` : ''}\r\x1b[J`;
  }

  readonly #restore = (): void => {
    this.#reporter.stream.write('\x1b[?25h');
  };

  /** Gives the cursor back, and the signal to whoever else listens, or to the system's default. */
  readonly #onSignal = (signal: NodeJS.Signals): void => {
    this.#reporter.stream.write('\n');
    this.#drawn = 0;
    this.#restore();
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
}
