import { Command } from 'commander';
import type { Store } from '../../store/index.ts';
import { textTable } from '../text-table.ts';
import { type AnswerOptions, answer, withAnswer } from './answer.ts';
import { bytesText } from './run-words.ts';
import { withStore } from './workspace.ts';

/** `echotrain runs trash` */
export function trashCommand(): Command {
  const command = new Command('trash')
    .description('List what is in the trash, or empty it.')
    .option('--empty', 'Remove it for good.');
  return withAnswer(command).action(async (options: AnswerOptions & { empty?: boolean }) => {
    await withStore(options, (store) => (options.empty ? empty(store, options) : list(store, options)));
  });
}

async function empty({ trash }: Store, options: AnswerOptions): Promise<void> {
  const { runs, bytes } = await trash.empty();
  answer(options, { runs, bytes }, `Removed ${runs} ${runs === 1 ? 'run' : 'runs'}: ${bytesText(bytes)}.`);
}

async function list({ runs, trash }: Store, options: AnswerOptions): Promise<void> {
  const thrown = await runs.list({ trashed: true });
  const rows = thrown.map(({ id, name, status }) => [String(id), name, status]);
  const text = rows.length > 0 ? textTable(rows, [0]) : 'The trash is empty.';
  answer(options, { runs: thrown, bytes: trash.size() }, text);
}
