import { fetchMnist } from '../../data/node.ts';
import { interruption } from '../interruption.ts';
import { createProgress, type Progress } from '../progress.ts';
import { clean } from '../terminal-text.ts';

/** `echotrain data get mnist`: fetches what is not there yet, with progress, file by file. */
export async function getMnist({ from }: { readonly from?: string }): Promise<void> {
  const progress = new FileProgress();
  try {
    const folder = await interruption.heed((signal) =>
      fetchMnist({ from, signal, onProgress: (now) => progress.update(now) }),
    );
    progress.finish();
    process.stdout.write(`MNIST is complete and right, in ${clean(folder)}\n`);
  } catch (error) {
    progress.fail();
    if (interruption.exitCode !== undefined) {
      process.stderr.write('What has arrived is kept; the same command goes on from there.\n');
    }
    throw error;
  }
}

interface FileState {
  readonly file: string;
  readonly received: number;
  readonly total: number | undefined;
}

/** One bar after the other, a file each. */
class FileProgress {
  #file = '';
  #bar: Progress | undefined;

  update({ file, received, total = 0 }: FileState): void {
    if (file !== this.#file) {
      this.#bar?.finish('fetched');
      this.#bar = createProgress({ label: file, total: total / 1e6, unit: 'MB' });
      this.#file = file;
    }
    this.#bar?.update({ done: received / 1e6 });
  }

  finish(): void {
    this.#bar?.finish('fetched');
  }

  fail(): void {
    this.#bar?.fail('not fetched');
  }
}
