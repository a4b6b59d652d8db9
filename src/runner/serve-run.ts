import { Store, thisProcess } from '../store/index.ts';
import { carryOut } from './carry-out.ts';
import { RunControl } from './control.ts';
import { failureOf } from './failure.ts';
import { LifeSigns } from './life-signs.ts';
import { logLine } from './log-line.ts';
import { type Command, commandSchema, type RunMessage } from './messages.ts';

type Order = Extract<Command, { kind: 'order' }>;

const control = new RunControl();
let isDetached = false;
/** Resolves when all that was told has left this process. */
let told = Promise.resolve();

process.on('message', (raw) => {
  const command = commandSchema.parse(raw);
  if (command.kind === 'leave') process.exit(1);
  else if (command.kind === 'order') void serve(command);
  else control[command.kind]();
});
// Whoever started it has ended, or is not interested any more.
process.on('disconnect', () => isDetached || control.stop());
process.on('uncaughtException', (error) => void fail(error));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => control.stop());

/** Carries out the run that is ordered, and ends this process. */
async function serve({ order, record, isDetached: goesOn }: Order): Promise<void> {
  isDetached = goesOn;
  if (!process.connected && !isDetached) control.stop();
  try {
    if (record) {
      const store = await Store.open(record.workspace);
      store.processes.take(record.run, record.from, thisProcess());
      const recorded = { store, run: record.run };
      const signs = new LifeSigns(recorded, control);
      const heard = (message: RunMessage) => {
        signs.heard(message);
        tell(message);
      };
      await carryOut(order, { recorded, control, tell: heard });
      signs.end();
      store.close();
    } else {
      await carryOut(order, { control, tell });
    }
    await told;
    process.exit();
  } catch (error) {
    await fail(error);
  }
}

/** Ends this process by a failure that nobody expected. */
async function fail(error: unknown): Promise<void> {
  tell({ kind: 'failed', failure: failureOf(error) });
  await told;
  process.exit(1);
}

/** Tells whoever started this process, as long as it is there, and the log where nobody needs to be. */
function tell(message: RunMessage): void {
  const line = isDetached ? logLine(message) : undefined;
  if (line !== undefined) process.stderr.write(line);
  if (!process.connected) return;
  told = new Promise((resolve) => process.send?.(message, () => resolve()));
}
