import type { Command } from 'commander';
import { type WorkspaceOptions, withWorkspace } from './workspace.ts';

/** What a command that answers in a line is told. */
export interface AnswerOptions extends WorkspaceOptions {
  readonly json?: boolean;
}

/** Adds `--workspace`, and `--json` for programs. */
export function withAnswer(command: Command): Command {
  return withWorkspace(command).option('--json', 'Print JSON instead.');
}

/** Says what was done: to people in words, to programs as JSON. Without words, people are told nothing. */
export function answer({ json }: AnswerOptions, value: object, text = ''): void {
  if (json) process.stdout.write(`${JSON.stringify(value)}\n`);
  else if (text !== '') process.stdout.write(`${text}\n`);
}
