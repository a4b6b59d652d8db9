import type { RunStatus, Store } from '../../src/store/index.ts';

const record = {
  ...{ seed: 1, dataHashes: {}, splitHash: '', device: 'cpu', optimization: 'all' },
  ...{ versions: {}, processorFlags: [], environment: {} },
};

const STUDIES = ['Iris', 'MNIST, LeNet-5', 'Knees at fourfold acceleration'] as const;
const STATUSES: readonly RunStatus[] = ['finished', 'finished', 'failed', 'stopped', 'finished', 'lost'];

/** Notes so many runs in a store, of three studies, with scores, that ended in every way. */
export async function addRuns(store: Store, count: number, begin = 0): Promise<void> {
  for (let i = begin; i < begin + count; i++) {
    const name = STUDIES[i % STUDIES.length] ?? 'Study';
    const run = store.runs.create({ name, study: { name, text: `name: ${name}\n` }, record });
    const startedAt = Date.now() - (count + begin - i) * 60_000 * 37;
    await store.runs.change(run, {
      ...{ status: STATUSES[i % STATUSES.length] ?? 'finished', startedAt },
      endedAt: startedAt + (1 + (i % 50)) * 7300,
      scores: { 'test/loss': 0.5 / (1 + (i % 97)), 'test/accuracy': 1 - 0.3 / (1 + (i % 89)) },
      ...(STATUSES[i % STATUSES.length] === 'failed' && { message: 'The disk is full.' }),
    });
  }
}
