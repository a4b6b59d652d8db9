import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { z } from 'zod';
import { manifestHash, SplitRegister } from '../../../data/node.ts';
import { writeWhole } from '../../../store/index.ts';
import { messageOf } from '../../../util/errors.ts';
import type { LoadedDataset } from '../dataset/datasets.ts';
import { type PartName, partNames } from '../dataset/divisions.ts';
import {
  type AuditOrder,
  type AuditReply,
  type AuditResult,
  auditReply,
  auditResult,
} from './audit-messages.ts';

const keptAudit = z.object({ made: z.string(), manifest: z.string(), result: auditResult });

/** How it stands with the audit of a dataset. */
export type AuditState =
  | { readonly state: 'none' }
  | { readonly state: 'running'; readonly done: number; readonly total: number }
  | { readonly state: 'failed'; readonly message: string }
  | {
      readonly state: 'done';
      readonly made: string;
      /** Whether the dataset is still as it was then. */
      readonly isCurrent: boolean;
      readonly result: AuditResult;
    };

/** Audits of datasets, each in a process of its own; what they came to is kept in the workspace. */
export class Audits {
  readonly #folder: string;
  readonly #running = new Map<string, ChildProcess>();
  readonly #states = new Map<string, Exclude<AuditState, { state: 'done' }>>();

  /** @param folder where results are kept */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** How it stands. */
  async state({ folder, items }: LoadedDataset): Promise<AuditState> {
    const now = this.#states.get(folder);
    if (now) return now;
    const text = await readFile(join(this.#folder, fileName(folder)), 'utf8').catch(() => 'null');
    const kept = keptAudit.safeParse(parsed(text)).data;
    if (!kept) return { state: 'none' };
    const { made, manifest, result } = kept;
    return { state: 'done', made, result, isCurrent: manifest === manifestHash(items) };
  }

  /** Starts an audit, unless one is under way. */
  async start(dataset: LoadedDataset): Promise<void> {
    const { folder, items } = dataset;
    const order = await orderOf(dataset);
    if (this.#running.has(folder)) return;
    this.#states.set(folder, { state: 'running', done: 0, total: items.length });
    const child = fork(ourScript(), [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    this.#running.set(folder, child);
    const fail = (error: unknown) => this.#states.set(folder, { state: 'failed', message: messageOf(error) });
    child.on('message', (message) => {
      const reply = auditReply.safeParse(message).data;
      if (reply?.kind === 'progress')
        this.#states.set(folder, { state: 'running', done: reply.done, total: reply.total });
      else
        void this.#settle(dataset, reply)
          .catch(fail)
          .finally(() => child.connected && child.disconnect());
    });
    child.on('exit', () => this.#ended(folder));
    child.on('error', fail);
    child.send(order);
  }

  /** Ends those that are under way. */
  close(): void {
    for (const child of this.#running.values()) child.kill('SIGKILL');
  }

  /** Keeps what the audit came to. @throws where it failed, or that cannot be kept */
  async #settle({ folder, items }: LoadedDataset, reply: AuditReply | undefined): Promise<void> {
    if (reply?.kind !== 'done')
      throw new Error(reply?.kind === 'failed' ? reply.message : 'Its answer is none.');
    const made = new Date().toISOString();
    await this.#keep(folder, { made, manifest: manifestHash(items), result: reply.result });
    this.#states.delete(folder);
  }

  #ended(folder: string): void {
    this.#running.delete(folder);
    if (this.#states.get(folder)?.state !== 'running') return;
    this.#states.set(folder, { state: 'failed', message: 'The process of the audit has died.' });
  }

  async #keep(folder: string, audit: z.infer<typeof keptAudit>): Promise<void> {
    await writeWhole(this.#folder, fileName(folder), Buffer.from(JSON.stringify(audit)));
  }
}

function fileName(folder: string): string {
  return `${createHash('sha256').update(folder).digest('hex').slice(0, 32)}.json`;
}

/** All parts that are known: what lies on both sides of any split is of interest. */
async function orderOf({ folder, divisions }: LoadedDataset): Promise<AuditOrder> {
  const known = divisions.filter(({ partOf, isHeldOut }) => partOf && isHeldOut);
  const parts = known.map(({ partOf = new Map<string, PartName>() }) => {
    const of = (part: PartName) => [...partOf].flatMap(([id, its]) => (its === part ? [id] : []));
    const [train = [], validation = [], test = []] = partNames.map(of);
    return { train, validation, test };
  });
  const openings = Math.max(0, ...(await new SplitRegister(folder).openings()).values());
  return { folder, name: basename(folder), divisions: parts, openings };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The module beside this one: a source here, compiled in the published package. */
function ourScript(): string {
  return join(import.meta.dirname, `audit-process${extname(import.meta.filename)}`);
}
