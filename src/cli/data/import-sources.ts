import { type ImportReport, importDataset } from '../../data/import/import-dataset.ts';
import { packageVersion } from '../../study/versions.ts';
import { check, InputError } from '../../util/errors.ts';
import { interruption } from '../interruption.ts';
import type { ImportCommandOptions } from './import.ts';
import { importJson, importScreen, problemLines } from './import-summary.ts';
import { LateProgress } from './late-progress.ts';

/** `echotrain data import`: makes a dataset, and says what became of it. */
export async function importSources(
  sources: readonly string[],
  options: ImportCommandOptions,
): Promise<void> {
  const report = await run(sources, options);
  if (!report.made) throw refusal(report);
  if (report.problems.length > 0) process.stderr.write(`Left out:\n${problemLines(report.problems)}\n\n`);
  process.stdout.write(importScreen(report));
  if (options.json) process.stdout.write(`${JSON.stringify(importJson(report))}\n`);
}

async function run(sources: readonly string[], options: ImportCommandOptions): Promise<ImportReport> {
  const { out, copy, keepGoing, name, subjectPattern } = options;
  let progress: LateProgress | undefined;
  try {
    const report = await interruption.heed((signal) =>
      importDataset(sources, {
        ...{ out, copy, keepGoing, name, subjectPattern, signal, labels: labelsOf(options) },
        by: `echotrain ${packageVersion()}`,
        onProgress: (done, total) => {
          progress ??= new LateProgress({ label: 'import', total, unit: 'files' });
          progress.update({ done });
        },
      }),
    );
    progress?.finish('all files are read');
    return report;
  } catch (error) {
    progress?.fail('nothing was imported');
    throw error;
  }
}

function labelsOf({ labels: path, key, label, subject, site }: ImportCommandOptions) {
  const columns = { key, label, subject, site };
  check(path !== undefined || Object.values(columns).every((column) => column === undefined), () => ({
    where: 'echotrain data import',
    expected: '--labels FILE with --key, --label, --subject or --site',
    received: 'a column without a table',
  }));
  return path === undefined ? undefined : { path, ...columns };
}

/** Lists what stands in the way, a line each. */
function refusal({ problems, out }: ImportReport): InputError {
  process.stderr.write(`${problemLines(problems)}\n`);
  return new InputError({
    where: out,
    expected: 'data without problems',
    received: `${problems.length} of them, listed above; nothing was imported`,
    remedy: 'Put them right, or leave them out with --keep-going.',
  });
}
