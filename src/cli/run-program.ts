import { type Command, CommanderError } from 'commander';
import { report } from './failure.ts';
import { interruption } from './interruption.ts';
import { withSubcommands } from './program.ts';

/** What a program answers to a command line that it does not understand. */
const USAGE = 2;

/**
 * Runs the program, and gives the exit code: 0 done, 1 failed, 2 not understood, 130 stopped by Ctrl-C; or what a command
 * that has done its work says by `process.exitCode`.
 */
export async function runProgram(program: Command, argv: readonly string[]): Promise<number> {
  endQuietlyWithReader();
  for (const command of withSubcommands(program)) command.exitOverride();
  try {
    await program.parseAsync(argv);
    return interruption.exitCode ?? Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
    if (interruption.exitCode !== undefined) return interruption.exitCode;
    report(error);
    return 1;
  }
}

/** Whoever reads our output may have seen enough: `echotrain --help | head -1`. */
function endQuietlyWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}
