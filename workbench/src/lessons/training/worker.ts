/** The worker that a cell's program runs in: one training, then the answers to questions about what was trained. */
import { z } from 'zod';
import type { FromWorker, RunRequest, ToWorker } from './messages.ts';
import { workerHost } from './worker-host.ts';

// The content security policy forbids the code that zod would make for speed.
z.config({ jitless: true });

let trained: Promise<((question: never) => Promise<unknown>) | undefined> = Promise.resolve(undefined);

self.onmessage = ({ data }: MessageEvent<ToWorker<never, never>>) => {
  if (data.kind === 'run') {
    trained = run(data);
    trained.catch(fail);
  } else {
    answer(data.id, data.question).catch(fail);
  }
};

async function run(request: RunRequest<never>) {
  const started = performance.now();
  const { programs } = await import('./programs.ts');
  const load = Object.entries(programs).find(([name]) => name === request.program)?.[1];
  if (!load) throw new Error(`internal: no program ${request.program}`);
  const program = await load();
  const answering = await program.run(request.parameters, workerHost(request, tell));
  tell({ kind: 'done', seconds: (performance.now() - started) / 1000 });
  return answering;
}

async function answer(id: number, question: never): Promise<void> {
  const answering = await trained;
  if (answering) tell({ kind: 'answer', id, answer: await answering(question) });
}

function fail(error: unknown): void {
  const [message = 'It failed.'] = (error instanceof Error ? error.message : String(error)).split('\n');
  tell({ kind: 'failed', message });
}

function tell(message: FromWorker<unknown, unknown>): void {
  self.postMessage(message);
}
