import { Command } from 'commander';
import type { Rescued } from '../../store/index.ts';
import { type AnswerOptions, answer, withAnswer } from './answer.ts';
import { workspaceFolder } from './workspace.ts';

/** What `echotrain runs rescue` is told. */
interface RescueOptions extends AnswerOptions {
  readonly out?: string;
}

/** `echotrain runs rescue` */
export function rescueCommand(): Command {
  const command = new Command('rescue')
    .description('Save what can be read of a damaged store into a new workspace.')
    .option('--out <folder>', 'The new workspace; .echotrain-rescued beside the damaged one by default.');
  return withAnswer(command).action(async (options: RescueOptions) => {
    const { rescueStore } = await import('../../store/index.ts');
    const from = workspaceFolder(options);
    const to = options.out ?? `${from}-rescued`;
    const rescued = await rescueStore(from, to);
    answer(options, { workspace: to, ...rescued }, rescuedText(rescued, to));
  });
}

function rescuedText({ runs, points, withoutRow }: Rescued, to: string): string {
  const count = runs === 1 ? '1 run' : `${runs} runs`;
  return [
    `Saved ${count} and ${points.toLocaleString('en')} measured values in ${to}.`,
    ...(withoutRow.length > 0
      ? [`Of other runs, only curves and files could be read: ${withoutRow.join(', ')}.`]
      : []),
    `The damaged one is as it was. To use the new one: --workspace ${to}`,
  ].join('\n');
}
