import { join } from 'node:path';
import type { RunEnding, RunMessage, RunSummary } from '../runner/index.ts';
import { deviceLine } from './device-line.ts';
import { showProgress } from './show-progress.ts';
import { summaryOf, summaryText } from './study-summary.ts';
import { clean } from './terminal-text.ts';

/** What a program answers whose run was stopped, as by Ctrl-C. */
const STOPPED = 130;

/** Shows a run in a terminal, from the queue to its results. */
export class RunView {
  /** Its number, as soon as that is known. */
  run: number | undefined;
  readonly #json: boolean;
  readonly #people: NodeJS.WriteStream;
  readonly #progress = showProgress(() => this.run);
  #summary: RunSummary | undefined;

  /** @param json whether standard output is for one line of JSON at the end */
  constructor(json: boolean) {
    this.#json = json;
    this.#people = json ? process.stderr : process.stdout;
  }

  readonly show = (message: RunMessage): void => {
    if (message.kind === 'waiting') process.stderr.write(`${message.reason}\n`);
    else if (message.kind === 'started') process.stderr.write(deviceLine(message.reason));
    else if (message.kind === 'result') {
      this.#summary = message.summary;
      this.#people.write(summaryText(message.summary));
    } else this.#progress(message);
  };

  /** Says that it left the queue before its turn. */
  left(): void {
    process.exitCode = STOPPED;
    process.stderr.write('It left the queue before it began.\n');
  }

  /** Says where the results are, and how a run that was stopped goes on. */
  end({ ending, folder }: RunEnding): void {
    if (folder === undefined) {
      process.stderr.write('Stopped before the first epoch was finished: there is nothing to report.\n');
    } else {
      const place = clean(join(folder, 'index.html'));
      const isStopped = ending === 'stopped';
      this.#people.write(isStopped ? `Stopped. What was finished is in ${place}\n` : `Report: ${place}\n`);
      if (this.#json && !isStopped && this.#summary) {
        process.stdout.write(`${JSON.stringify(summaryOf(this.#summary, folder))}\n`);
      }
    }
    if (ending !== 'stopped') return;
    process.exitCode = STOPPED;
    if (this.run !== undefined) {
      process.stderr.write(`Run ${this.run} goes on with: echotrain runs resume ${this.run}\n`);
    }
  }
}
