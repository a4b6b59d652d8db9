import { writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { closing } from '../../util/closing.ts';
import { InputError } from '../../util/errors.ts';
import { cardText } from '../manifest/card.ts';
import { CARD, MANIFEST } from '../manifest/manifest.ts';
import { ManifestWriter } from '../manifest/manifest-writer.ts';
import type { ManifestSummary } from '../manifest/summary.ts';
import { contentsOf, HEADER_SHARE, isProblem } from '../reading/contents.ts';
import type { Problem } from '../reading/problem.ts';
import { readTable } from '../reading/read-table.ts';
import { ReaderPool } from '../reading/reader-pool.ts';
import { draftsOf } from './drafts.ts';
import { type ImportPlan, planImport } from './import-plan.ts';
import { Intake } from './intake.ts';
import { type LabelColumns, LabelTable, namesOf } from './label-table.ts';
import { leftOutText } from './left-out.ts';
import type { Note } from './notes.ts';
import { checkFree, copyUnchanged, publish } from './publish.ts';
import { subjectRule } from './subjects.ts';

/** How data are imported. */
export interface ImportOptions {
  /** The dataset's folder: new or empty. */
  readonly out: string;
  /** The program that imports, and its version, for the card. */
  readonly by: string;
  /** What the dataset is called; as its folder by default. */
  readonly name?: string | undefined;
  /** Whether data are copied into the dataset; otherwise they stay where they are. */
  readonly copy?: boolean | undefined;
  /** Whether to go on without what cannot be imported. */
  readonly keepGoing?: boolean | undefined;
  /** A table of labels, subjects or sites. */
  readonly labels?: (LabelColumns & { readonly path: string }) | undefined;
  /** A regular expression that finds the subject in a file's way from its source. */
  readonly subjectPattern?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly pool?: { readonly processes?: number; readonly patienceMs?: number };
}

/** What an import came to. */
export interface ImportReport {
  /** Whether the dataset was made: there were no problems, or it was to keep going. */
  readonly made: boolean;
  readonly name: string;
  readonly out: string;
  readonly summary: ManifestSummary;
  /** What was left out, or stood in the way. */
  readonly problems: readonly Problem[];
  readonly notes: readonly Note[];
  /** How many more notes there were. */
  readonly moreNotes: number;
  /** How many files hold no data. */
  readonly ignored: number;
  /** Tables that were found among the data, and not used. */
  readonly tables: readonly string[];
  /** The column by which the table of labels was joined. */
  readonly key?: string;
}

/** The file that lists what was left out. */
export const LEFT_OUT = 'left-out.csv';

/**
 * Makes a dataset of files and folders: reads everything once, in processes of their own, and writes a manifest with a
 * row for each item, and a card. The data are not changed. The dataset appears as a whole or not at all.
 *
 * @throws InputError for sources that are not there, a folder that is not empty, a table that does not fit, or nothing
 * that can be read; the signal's reason when stopped. What is wrong with single files is in the report.
 */
export async function importDataset(
  sources: readonly string[],
  options: ImportOptions,
): Promise<ImportReport> {
  checkFree(options.out);
  const pool = new ReaderPool({ ...options.pool, signal: options.signal });
  return closing(pool, () =>
    closing(new ManifestWriter(), (writer) => importInto(writer, pool, sources, options)),
  );
}

async function importInto(
  writer: ManifestWriter,
  pool: ReaderPool,
  sources: readonly string[],
  options: ImportOptions,
): Promise<ImportReport> {
  const { labels } = options;
  const plan = planImport(sources, labels ? [labels.path] : []);
  const table = labels && (await tableOf(labels, plan, pool));
  const rules = { table, folders: plan.folders, subjectOf: subjectRule(options.subjectPattern) };
  const intake = new Intake(writer, rules, plan, options.copy === true);
  await takeAll(plan, pool, intake, options);
  intake.problems.push(...(table?.problems() ?? []));
  const report = reportOf(plan, intake, writer.summary(), options, table);
  checkSomething(sources, report);
  if (report.made) await publishDataset(writer, intake, report, options);
  return report;
}

async function tableOf(
  labels: NonNullable<ImportOptions['labels']>,
  { units, ids }: ImportPlan,
  pool: ReaderPool,
): Promise<LabelTable> {
  const { path } = labels;
  const names = units.map((unit) => {
    const { main } = unit;
    const folder = main.name.split('/').at(-2);
    return { own: namesOf(main.name, ids.get(unit) ?? '', main.path), shared: folder ? [folder] : [] };
  });
  return new LabelTable(path, await pool.run(readTable, { path }, path), labels, names);
}

async function takeAll(
  plan: ImportPlan,
  pool: ReaderPool,
  intake: Intake,
  { onProgress }: ImportOptions,
): Promise<void> {
  let [first, later] = [0, 0];
  const tell = (share = 0) => onProgress?.(first + (1 - HEADER_SHARE) * (later + share), plan.units.length);
  const contents = contentsOf(plan.units, pool, {
    later: ['npz', 'idx', 'csv'],
    onProgress: (done) => {
      first = done;
      tell();
    },
    onFinding: (finding) => intake.find(finding),
    onPassed: () => {
      intake.ignored++;
    },
  });
  for await (const content of contents) {
    if (isProblem(content)) intake.problems.push(content);
    else if (intake.accepts(content)) {
      for await (const draft of draftsOf(content, { ...plan, pool, onProgress: tell })) {
        if (isProblem(draft)) intake.problems.push(draft);
        else intake.add(draft);
      }
      if (!content.digest) later++;
    }
  }
}

function reportOf(
  { tables }: ImportPlan,
  { problems, notes, ignored }: Intake,
  summary: ManifestSummary,
  { out, name, keepGoing }: ImportOptions,
  table: LabelTable | undefined,
): ImportReport {
  return {
    made: problems.length === 0 || keepGoing === true,
    name: name ?? basename(resolve(out)),
    ...{ out, summary, problems, notes: notes.list, moreNotes: notes.more, ignored },
    tables: tables.map(({ path }) => path),
    ...(table && { key: table.key }),
  };
}

function checkSomething(
  sources: readonly string[],
  { summary, problems, made, ignored }: ImportReport,
): void {
  const [first] = problems;
  if (summary.items > 0 || (first && !made)) return;
  const ignoredText = `${ignored} files without data`;
  const received = first
    ? `${problems.length} problems; the first: ${first.file}: ${first.reason}`
    : ignoredText;
  throw new InputError({ where: sources.join(', '), expected: 'something that can be imported', received });
}

async function publishDataset(
  writer: ManifestWriter,
  { copies }: Intake,
  { name, summary, problems }: ImportReport,
  { out, by, signal }: ImportOptions,
): Promise<void> {
  await publish(out, async (folder) => {
    for (const copy of copies.values()) {
      signal?.throwIfAborted();
      await copyUnchanged({ ...copy, to: join(folder, copy.to) });
    }
    const made = new Date().toISOString().slice(0, 10);
    const card = { name, made, by, manifest: writer.hash() };
    writer.writeTo(join(folder, MANIFEST));
    await writeFile(join(folder, CARD), cardText(card, summary));
    if (problems.length > 0) await writeFile(join(folder, LEFT_OUT), leftOutText(problems));
    signal?.throwIfAborted();
  });
}
