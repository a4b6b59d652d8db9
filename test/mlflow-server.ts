import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { normalize } from 'node:path/posix';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

/** What a server that keeps MLflow's documented rules has been given. */
export interface MlflowRecord {
  readonly experiments: { id: string; name: string; deleted: boolean }[];
  readonly runs: RecordedRun[];
  readonly files: Map<string, string>;
  /** Method and path of each request. */
  readonly requests: string[];
}

interface RecordedRun {
  readonly id: string;
  readonly experiment: string;
  name: string;
  status: string;
  start: number;
  end: number | undefined;
  readonly tags: Map<string, string>;
  readonly params: Map<string, string>;
  readonly metrics: z.output<typeof metric>[];
}

/** A status and a body to answer with in place of what is right; undefined to answer as usual. */
export type Conduct = (
  request: number,
  path: string,
) => { status: number; body: string; retryAfter?: number } | undefined;

export interface MlflowServerOptions {
  readonly token?: string;
  readonly conduct?: Conduct;
  /** Where artifacts are kept; by default the server passes them on. */
  readonly artifactRoot?: string;
}

const key = z
  .string()
  .refine((name) => /^[/\p{L}\p{N}_.\- ]+$/u.test(name), 'bad characters')
  .refine(
    (name) => normalize(name) === name && !/^(\.|\.\.|\/)/.test(name) && !name.endsWith('/'),
    'bad path',
  )
  .refine((name) => Buffer.byteLength(name) <= 250, 'longer than 250');
const value = (most: number) =>
  z.string().refine((one) => Buffer.byteLength(one) <= most, `longer than ${most}`);
const tag = z.strictObject({ key, value: value(5000) });
const metric = z.strictObject({
  key,
  value: z.union([z.number(), z.literal('NaN')]),
  timestamp: z.int().nonnegative(),
  step: z.int(),
});
const logBatch = z
  .strictObject({
    run_id: z.string(),
    metrics: z.array(metric).max(1000).default([]),
    params: z
      .array(z.strictObject({ key, value: value(6000) }))
      .max(100)
      .default([]),
    tags: z.array(tag).max(100).default([]),
  })
  .refine(
    ({ metrics, params, tags }) => metrics.length + params.length + tags.length <= 1000,
    'more than 1000',
  );
const createExperiment = z.strictObject({ name: z.string().min(1).max(500) });
const createRun = z.strictObject({
  experiment_id: z.string(),
  run_name: z.string(),
  start_time: z.int(),
  tags: z.array(tag),
});
const updateRun = z.strictObject({
  run_id: z.string(),
  status: z.enum(['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED']),
  run_name: z.string(),
  end_time: z.int().optional(),
});
const searchRuns = z.strictObject({
  experiment_ids: z.array(z.string()),
  filter: z.string().regex(/^tags\.`[\w.]+` = '[^']*'$/),
  max_results: z.int().max(50_000),
});

class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** A tracking server in this process that refuses what MLflow's REST documentation forbids, and its address. */
export async function serveMlflow(
  options: MlflowServerOptions = {},
): Promise<MlflowRecord & AsyncDisposable & { readonly url: string }> {
  const record: MlflowRecord = { experiments: [], runs: [], files: new Map(), requests: [] };
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    record.requests.push(`${request.method} ${url.pathname}`);
    const body = await text(request);
    const odd = options.conduct?.(record.requests.length, url.pathname);
    if (odd?.retryAfter !== undefined) response.setHeader('retry-after', odd.retryAfter);
    const { status, body: content } = odd ?? answer(record, request, url, body, options);
    response.writeHead(status).end(content);
  };
  const server = createServer((request, response) => {
    respond(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    ...record,
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(
  record: MlflowRecord,
  request: IncomingMessage,
  url: URL,
  sent: string,
  options: MlflowServerOptions,
): { status: number; body: string } {
  try {
    if (options.token && request.headers.authorization !== `Bearer ${options.token}`)
      return { status: 401, body: 'You are not authenticated.' };
    return { status: 200, body: JSON.stringify(carryOut(record, request, url, sent, options)) };
  } catch (error) {
    const refusal = error instanceof Refusal ? error : invalid(String(error));
    return {
      status: refusal.status,
      body: JSON.stringify({ error_code: refusal.code, message: refusal.message }),
    };
  }
}

function carryOut(
  record: MlflowRecord,
  { method, headers }: IncomingMessage,
  { pathname, searchParams }: URL,
  body: string,
  options: MlflowServerOptions,
): object {
  const upload = /^\/api\/2\.0\/mlflow-artifacts\/artifacts\/(.+)$/.exec(pathname)?.[1];
  if (method === 'PUT' && upload) {
    record.files.set(decodeURIComponent(upload), body);
    return {};
  }
  const name = pathname.replace('/api/2.0/mlflow/', '');
  if (method === 'GET' && name === 'experiments/get-by-name')
    return experimentOf(record, searchParams.get('experiment_name'));
  const call = CALLS.get(name);
  if (!call || method !== 'POST' || !headers['content-type']?.startsWith('application/json'))
    throw new Refusal(404, 'ENDPOINT_NOT_FOUND', pathname);
  if (Buffer.byteLength(body) > 1_000_000) throw invalid('more than 1 MB');
  return call(record, JSON.parse(body), options);
}

function experimentOf({ experiments }: MlflowRecord, name: string | null): object {
  const there = experiments.find((one) => one.name === name);
  if (!there) throw new Refusal(404, 'RESOURCE_DOES_NOT_EXIST', 'Could not find experiment');
  const stage = there.deleted ? 'deleted' : 'active';
  return { experiment: { experiment_id: there.id, name: there.name, lifecycle_stage: stage } };
}

function invalid(message: string): Refusal {
  return new Refusal(400, 'INVALID_PARAMETER_VALUE', message);
}

function runOf({ runs }: MlflowRecord, id: string): RecordedRun {
  const run = runs.find((one) => one.id === id);
  if (!run) throw new Refusal(404, 'RESOURCE_DOES_NOT_EXIST', `Run ${id}`);
  return run;
}

type Call = (record: MlflowRecord, content: unknown, options: MlflowServerOptions) => object;

const CALLS = new Map<string, Call>([
  [
    'experiments/create',
    ({ experiments }, content) => {
      const { name } = createExperiment.parse(content);
      if (experiments.some((one) => one.name === name))
        throw new Refusal(400, 'RESOURCE_ALREADY_EXISTS', name);
      const id = String(experiments.length + 1);
      experiments.push({ id, name, deleted: false });
      return { experiment_id: id };
    },
  ],
  [
    'runs/create',
    ({ runs }, content, options) => {
      const { experiment_id: experiment, run_name: name, start_time: start, tags } = createRun.parse(content);
      const id = String(runs.length + 1).padStart(32, '0');
      const named = new Map(tags.map((one) => [one.key, one.value]));
      const begun = { id, experiment, name, start, status: 'RUNNING', end: undefined };
      const run = { ...begun, tags: named, params: new Map<string, string>(), metrics: [] };
      runs.push(run);
      return { run: toJson(run, options) };
    },
  ],
  [
    'runs/search',
    ({ runs }, content, options) => {
      const { experiment_ids: ids, filter } = searchRuns.parse(content);
      const [, tagKey = '', tagValue] = /^tags\.`(.*)` = '(.*)'$/.exec(filter) ?? [];
      const found = runs.filter(
        ({ experiment, tags }) => ids.includes(experiment) && tags.get(tagKey) === tagValue,
      );
      return found.length === 0 ? {} : { runs: found.map((run) => toJson(run, options)) };
    },
  ],
  [
    'runs/log-batch',
    (record, content) => {
      const { run_id, metrics, params, tags } = logBatch.parse(content);
      const run = runOf(record, run_id);
      const changed = params.find((one) => (run.params.get(one.key) ?? one.value) !== one.value);
      if (changed) throw invalid(`Changing param values is not allowed: ${changed.key}`);
      for (const one of params) run.params.set(one.key, one.value);
      for (const one of tags) run.tags.set(one.key, one.value);
      run.metrics.push(...metrics);
      return {};
    },
  ],
  [
    'runs/update',
    (record, content) => {
      const { run_id, status, run_name, end_time } = updateRun.parse(content);
      Object.assign(runOf(record, run_id), { status, name: run_name, end: end_time });
      return { run_info: {} };
    },
  ],
]);

/** A run as MLflow tells of it: the last value of each metric, what is empty left out. */
function toJson(run: RecordedRun, { artifactRoot = 'mlflow-artifacts:' }: MlflowServerOptions): object {
  const last = new Map<string, z.output<typeof metric>>();
  for (const one of run.metrics) if (one.step >= (last.get(one.key)?.step ?? 0)) last.set(one.key, one);
  const params = [...run.params].map(([name, is]) => ({ key: name, value: is }));
  return {
    info: { run_id: run.id, artifact_uri: `${artifactRoot}/${run.experiment}/${run.id}/artifacts` },
    data: { ...(last.size > 0 && { metrics: [...last.values()] }), ...(params.length > 0 && { params }) },
  };
}
