import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Command } from './conversation.ts';
import type { Setting } from './protocol.ts';
import type { WorkloadName } from './workloads.ts';

/** How a contender runs a workload. */
export interface Entry {
  readonly command: Command;
  readonly setting: Setting;
  /** The setting in words. */
  readonly note: string;
}

/** One who takes part: ours, or a peer. */
export interface Entrant {
  readonly name: string;
  /** The best way in which it can run the workload. */
  enter(workload: WorkloadName): Promise<Entry>;
}

/** A contender that is a program for Node, with nothing to choose. */
export function nodeEntrant(name: string, program: URL, note: string): Entrant {
  const command = { file: execPath, args: [fileURLToPath(program)], env: process.env };
  return { name, enter: async () => ({ command, setting: {}, note }) };
}
