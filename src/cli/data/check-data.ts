import type { Stats } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { type Audit, audit } from '../../audit/audit.ts';
import { auditPage } from '../../audit/page/audit-page.ts';
import { auditText, type Painter } from '../../audit/page/audit-text.ts';
import { AuditedDataset, ownDivisions } from '../../audit/reading/gather.ts';
import { SplitRegister } from '../../data/node.ts';
import { statsOf } from '../../data/reading/file-source.ts';
import { packageVersion } from '../../study/versions.ts';
import { closing } from '../../util/closing.ts';
import { check, InputError, messageOf } from '../../util/errors.ts';
import { interruption } from '../interruption.ts';
import { clean, paint } from '../terminal-text.ts';
import type { CheckOptions } from './check.ts';
import { type StudiedData, studiedData } from './check-study.ts';
import { LateProgress } from './late-progress.ts';

/** What a command answers that has done its work and found errors. */
const FOUND_ERRORS = 1;

/** `echotrain data check`: the findings on standard output, and a page with pictures. */
export async function checkData(place: string, options: CheckOptions): Promise<void> {
  const result = await interruption.heed((signal) => audited(place, options, signal));
  const people = options.json ? process.stderr : process.stdout;
  people.write(auditText(cleaned(result), people.columns ?? 100, painterFor(people)));
  people.write(`Page: ${clean(options.out)}\n`);
  if (options.json) process.stdout.write(`${JSON.stringify(auditJson(result))}\n`);
  if (result.counts.error > 0) process.exitCode = FOUND_ERRORS;
}

async function audited(place: string, { out }: CheckOptions, signal: AbortSignal): Promise<Audit> {
  const isFolder = kindOf(place).isDirectory();
  const study = isFolder ? undefined : await studiedData(place);
  const folder = study?.folder ?? place;
  const progress = new LateProgress({ label: 'looking', total: 1, unit: 'items' });
  const onProgress = (done: number, total: number) => progress.update({ done: done / Math.max(1, total) });
  const dataset = new AuditedDataset({ folder, only: study?.only, signal, onProgress });
  const result = await closing(dataset, () => auditOf(dataset, place, study, out));
  progress.finish('all items are read');
  return result;
}

async function auditOf(
  dataset: AuditedDataset,
  place: string,
  study: StudiedData | undefined,
  out: string,
): Promise<Audit> {
  const folder = study?.folder ?? place;
  const name = study?.name ?? basename(resolve(folder));
  const divisions = study?.divisionsOf(dataset.items) ?? ownDivisions(dataset.items);
  const openings = study?.openings ?? Math.max(0, ...(await new SplitRegister(folder).openings()).values());
  const input = { ...(await dataset.gather(name, divisions)), seal: { openings } };
  const result = audit(input);
  const pictures = result.findings.flatMap((finding) => finding.pictures ?? []);
  const previews = await dataset.previews(pictures, input);
  const footer = `Made by echotrain ${packageVersion()} on ${new Date().toISOString().slice(0, 10)} from ${place}.`;
  await writePage(out, auditPage(result, { previews, footer }));
  return result;
}

function kindOf(place: string): Stats {
  const stats = statsOf(place);
  check(stats !== undefined, () => ({
    where: place,
    expected: "a dataset's folder or a study file",
    received: 'nothing of that name',
    remedy: 'Make a dataset of your files first: echotrain data import SOURCE --out DIR',
  }));
  return stats;
}

async function writePage(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    const complaint = { where: path, expected: 'a place for the page', received: messageOf(error) };
    throw new InputError({ ...complaint, remedy: 'Give another one: --out FILE.html' }, { cause: error });
  }
}

/** Without control characters: names from files must not steer the terminal. */
function cleaned(result: Audit): Audit {
  const findings = result.findings.map((finding) => ({
    ...finding,
    title: clean(finding.title),
    evidence: { ...finding.evidence, items: finding.evidence.items.map(clean) },
  }));
  return { ...result, name: clean(result.name), findings };
}

function painterFor(stream: NodeJS.WriteStream): Painter {
  const colors = { error: 31, warning: 33, note: 36 } as const;
  const isColored = stream.isTTY && !process.env.NO_COLOR;
  return (text, grade) => (isColored ? paint(text, colors[grade]) : text);
}

/** The audit as `--json` promises it. */
function auditJson({ findings, counts, examined }: Audit) {
  const told = findings.map(({ check: name, grade, title, evidence, remedy }) => ({
    check: name,
    grade,
    title,
    evidence,
    remedy,
  }));
  return { findings: told, counts, examined };
}
