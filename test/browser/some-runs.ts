import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { RunStatus, Store } from '../../src/store/index.ts';

const record = {
  ...{ seed: 1, dataHashes: {}, splitHash: '', device: 'cpu', optimization: 'all' },
  ...{ versions: {}, processorFlags: [], environment: {} },
};

const STUDIES = ['Iris', 'MNIST, LeNet-5', 'Knees at fourfold acceleration'] as const;
const STATUSES: readonly RunStatus[] = ['finished', 'finished', 'failed', 'stopped', 'finished', 'lost'];

/** Notes so many runs in a store, of three studies, with scores, that ended in every way. */
export async function addRuns(store: Store, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const name = STUDIES[i % STUDIES.length] ?? 'Study';
    const run = store.runs.create({ name, study: { name, text: `name: ${name}\n` }, record });
    const startedAt = Date.now() - (count - i) * 60_000 * 37;
    await store.runs.change(run, {
      ...{ status: STATUSES[i % STATUSES.length] ?? 'finished', startedAt },
      endedAt: startedAt + (1 + (i % 50)) * 7300,
      scores: { 'test/loss': 0.5 / (1 + (i % 97)), 'test/accuracy': 1 - 0.3 / (1 + (i % 89)) },
      ...(STATUSES[i % STATUSES.length] === 'failed' && { message: 'The disk is full.' }),
    });
  }
}

/** Notes very many finished runs at once, like the first one that there is. */
export function addManyRuns({ folder }: Store, count: number): void {
  const database = new DatabaseSync(join(folder, 'runs.sqlite'));
  database.exec(`
    WITH RECURSIVE numbers(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < ${count})
    INSERT INTO runs (study_id, name, status, created_at, started_at, ended_at, record_json, scores_json, note)
    SELECT study_id, 'Sweep ' || i, 'finished', created_at + i, started_at + i, ended_at + 60 * i, record_json,
      json_object('test/loss', 1.0 / i, 'test/accuracy', 1 - 0.9 / i), ''
    FROM numbers, (SELECT * FROM runs ORDER BY id LIMIT 1)`);
  database.close();
}
