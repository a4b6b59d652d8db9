import { z } from 'zod';
import type { Store } from '../store.ts';
import { findExperiment } from './mlflow-experiment.ts';
import { type SentFiles, sendFiles } from './mlflow-files.ts';
import { MLFLOW_LIMITS, mlflowKey, mlflowValue } from './mlflow-names.ts';
import { findRun, type MlflowRun, tagsOf, updateRun } from './mlflow-run.ts';
import { MlflowServer, type MlflowServerOptions } from './mlflow-server.ts';

/** What goes to MLflow, and where. */
export interface MlflowExport extends MlflowServerOptions {
  /** The experiment's name, which is made where there is none; the study's by default. */
  readonly experiment?: string | undefined;
  /** The study's settings, each by its path: `training.epochs`. */
  readonly settings: ReadonlyMap<string, string>;
  /** Told how many of all points have been sent. */
  readonly onProgress?: (sent: number, all: number) => void;
}

/** What MLflow has got. */
export interface MlflowReceipt extends SentFiles {
  /** The page of the run. */
  readonly page: string;
  readonly points: number;
  readonly settings: number;
}

/** A value in MLflow's form. */
interface MlflowMetric {
  readonly key: string;
  /** Not finite is said in a word, as in the JSON of protobuf. */
  readonly value: number | 'NaN';
  readonly timestamp: number;
  readonly step: number;
}

const nothing = z.looseObject({});

/**
 * Gives a run to an MLflow server: settings, tags, every measured point, scores and files. A run that is there already is
 * brought up to date: only what is new is sent.
 *
 * @throws InputError where the server does not answer, is not MLflow, or refuses.
 * @example await exportToMlflow(store, 3, { url: 'http://127.0.0.1:5000', settings });
 */
export async function exportToMlflow(
  store: Store,
  id: number,
  options: MlflowExport,
): Promise<MlflowReceipt> {
  const server = new MlflowServer(options);
  const run = await store.runs.get(id);
  const { record } = await store.runs.recipe(id);
  const experiment = await findExperiment(server, options.experiment ?? run.study);
  const known = await findRun(server, experiment, run);
  const log = (content: object) =>
    server.call(nothing, 'POST', 'runs/log-batch', { run_id: known.id, ...content });

  for (const tags of batches(tagsOf(run, record), MLFLOW_LIMITS.tags)) await log({ tags });
  const params = newParams(options.settings, known);
  for (const batch of batches(params, MLFLOW_LIMITS.params)) await log({ params: batch });
  const metrics = await newMetrics(store, id, known);
  let sent = 0;
  for (const batch of batches(metrics, MLFLOW_LIMITS.metrics)) {
    await log({ metrics: batch });
    sent += batch.length;
    options.onProgress?.(sent, metrics.length);
  }
  const files = await sendFiles(server, known.artifactUri, await store.artifacts(id), store.folderOf(id));
  await updateRun(server, known.id, run);
  const page = `${server.url}/#/experiments/${encodeURIComponent(experiment)}/runs/${encodeURIComponent(known.id)}`;
  return { page, points: metrics.length, settings: params.length, ...files };
}

/** Settings that MLflow does not have; those that it has can never change, neither there nor here. */
function newParams(settings: ReadonlyMap<string, string>, { params }: MlflowRun) {
  const all = [...settings].map(([path, value]) => ({
    key: mlflowKey(path),
    value: mlflowValue(value, MLFLOW_LIMITS.param),
  }));
  return all.filter(({ key }) => !params.has(key));
}

/** Points after the last step that MLflow has of each series, and scores that are no series, at the last step of all. */
async function newMetrics(store: Store, id: number, { lastSteps }: MlflowRun): Promise<MlflowMetric[]> {
  const points = await store.points(id);
  const { scores, endedAt, createdAt } = await store.runs.get(id);
  const series = new Set(points.map(({ name }) => name));
  const lastStep = points.reduce((last, { step }) => Math.max(last, step), 0);
  const single = Object.entries(scores).filter(([name]) => !series.has(name));
  const atEnd = { step: lastStep, at: endedAt ?? createdAt };
  const all = [...points, ...single.map(([name, value]) => ({ name, value, ...atEnd }))];
  return all.flatMap(({ name, step, at, value }) => {
    const key = mlflowKey(name);
    if (step <= (lastSteps.get(key) ?? Number.NEGATIVE_INFINITY)) return [];
    return [{ key, value: Number.isFinite(value) ? value : 'NaN', timestamp: at, step }];
  });
}

function batches<T>(items: readonly T[], most: number): T[][] {
  const count = Math.ceil(items.length / most);
  return Array.from({ length: count }, (_, batch) => items.slice(batch * most, (batch + 1) * most));
}
