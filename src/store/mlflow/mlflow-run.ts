import { z } from 'zod';
import type { Run, RunRecord, RunStatus } from '../runs/run.ts';
import { MLFLOW_LIMITS, mlflowKey, mlflowValue } from './mlflow-names.ts';
import type { MlflowServer } from './mlflow-server.ts';

const runSchema = z.object({
  info: z.object({ run_id: z.string(), artifact_uri: z.string().default('') }),
  data: z
    .object({
      metrics: z.array(z.object({ key: z.string(), step: z.coerce.number().default(0) })).default([]),
      params: z.array(z.object({ key: z.string() })).default([]),
    })
    .default({ metrics: [], params: [] }),
});

const found = z.object({ runs: z.array(runSchema).default([]) });
const created = z.object({ run: runSchema });

/** A run as MLflow has it: where its files go, and what it knows already. */
export interface MlflowRun {
  readonly id: string;
  readonly artifactUri: string;
  /** The last step of each metric. */
  readonly lastSteps: ReadonlyMap<string, number>;
  readonly params: ReadonlySet<string>;
}

/** The tag by which a run is found again. */
const IDENTITY = 'echotrain.run';

const STATUSES: Readonly<Record<RunStatus, string>> = {
  queued: 'SCHEDULED',
  running: 'RUNNING',
  paused: 'RUNNING',
  stopped: 'KILLED',
  finished: 'FINISHED',
  failed: 'FAILED',
  lost: 'FAILED',
};

/** The run of an experiment that was exported before, or a new one. */
export async function findRun(server: MlflowServer, experiment: string, run: Run): Promise<MlflowRun> {
  const there = await lookUp(server, experiment, run);
  if (there) return there;
  const content = {
    experiment_id: experiment,
    run_name: nameOf(run),
    start_time: run.startedAt ?? run.createdAt,
    tags: [{ key: IDENTITY, value: identityOf(run) }],
  };
  const create = () => server.call(created, 'POST', 'runs/create', content);
  try {
    const made = await server.find(created, 'POST', 'runs/create', content, 1);
    return known((made ?? (await create())).run);
  } catch {
    return (await lookUp(server, experiment, run)) ?? known((await create()).run);
  }
}

/** The run where it is there: also after a failure, which may have made it nevertheless. */
async function lookUp(server: MlflowServer, experiment: string, run: Run): Promise<MlflowRun | undefined> {
  const filter = `tags.\`${IDENTITY}\` = '${identityOf(run)}'`;
  const search = { experiment_ids: [experiment], filter, max_results: 1 };
  const { runs } = await server.call(found, 'POST', 'runs/search', search);
  return runs[0] && known(runs[0]);
}

/** Says where a run stands, at the end of an export. */
export async function updateRun(server: MlflowServer, id: string, run: Run): Promise<void> {
  const { status, endedAt } = run;
  const end = endedAt === undefined ? {} : { end_time: endedAt };
  const content = { run_id: id, status: STATUSES[status], run_name: nameOf(run), ...end };
  await server.call(z.looseObject({}), 'POST', 'runs/update', content);
}

/** What is said of a run in tags. */
export function tagsOf(run: Run, record: RunRecord): { readonly key: string; readonly value: string }[] {
  const { versions, git, seed, device, threads, splitHash, dataHashes } = record;
  const tags: Readonly<Record<string, string | undefined>> = {
    [IDENTITY]: identityOf(run),
    'mlflow.source.name': 'echotrain',
    'mlflow.source.type': 'LOCAL',
    'mlflow.source.git.commit': git?.commit,
    'mlflow.note.content': run.note || undefined,
    'echotrain.study': run.study,
    'echotrain.status': run.status,
    'echotrain.message': run.message,
    'echotrain.tags': run.tags.join(', ') || undefined,
    'echotrain.seed': String(seed),
    'echotrain.device': device,
    'echotrain.threads': threads === undefined ? undefined : String(threads),
    'echotrain.split': splitHash || undefined,
    ...Object.fromEntries(Object.entries(dataHashes).map(([part, hash]) => [`echotrain.data.${part}`, hash])),
    ...Object.fromEntries(Object.entries(versions).map(([what, one]) => [`echotrain.version.${what}`, one])),
  };
  return Object.entries(tags).flatMap(([key, value]) =>
    value === undefined ? [] : [{ key: mlflowKey(key), value: mlflowValue(value, MLFLOW_LIMITS.tag) }],
  );
}

/** A run's number is its own only within its workspace; with the time at which it was made it is in the whole world. */
function identityOf({ id, createdAt }: Run): string {
  return `${id}, ${new Date(createdAt).toISOString()}`;
}

function nameOf({ id, name }: Run): string {
  return mlflowValue(`${id} ${name}`, MLFLOW_LIMITS.key);
}

function known({ info, data }: z.output<typeof runSchema>): MlflowRun {
  return {
    id: info.run_id,
    artifactUri: info.artifact_uri,
    lastSteps: new Map(data.metrics.map(({ key, step }) => [key, step])),
    params: new Set(data.params.map(({ key }) => key)),
  };
}
