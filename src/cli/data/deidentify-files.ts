import { type DeidentifyRun, type DeidentifySummary, deidentify } from '../../data/node.ts';
import { packageVersion } from '../../study/versions.ts';
import { interruption } from '../interruption.ts';
import { createProgress, type Progress } from '../progress.ts';
import { clean } from '../terminal-text.ts';
import type { DeidentifyArguments } from './deidentify.ts';

/** `echotrain data deidentify`: all files or none, with progress; lists in the end what was left out. */
export async function deidentifyFiles(
  sources: readonly string[],
  { key, json, ...options }: DeidentifyArguments,
): Promise<void> {
  let bar: Progress | undefined;
  const onProgress: DeidentifyRun['onProgress'] = ({ done, total }) => {
    bar ??= createProgress({ label: 'de-identify', total, unit: 'files' });
    bar.update({ done });
  };
  try {
    const version = packageVersion();
    const summary = await interruption.heed((signal) =>
      deidentify({ ...options, sources, keyFile: key, version, signal, onProgress }),
    );
    bar?.finish(counted(summary.files, 'file'));
    report(summary, options.out, json === true);
  } catch (error) {
    bar?.fail('nothing was written');
    throw error;
  }
}

function report(summary: DeidentifySummary, out: string, json: boolean): void {
  if (json) process.stdout.write(`${JSON.stringify({ ...summary, out })}\n`);
  else {
    const { files, subjects } = summary;
    process.stdout.write(`${counted(files, 'file')} of ${counted(subjects, 'subject')} in ${clean(out)}\n`);
    process.stdout.write(listed(summary));
  }
}

function listed({ refused, others, atRisk }: DeidentifySummary): string {
  const byReason = Map.groupBy(refused, ({ reason }) => reason);
  return [
    ...[...byReason].map(([reason, files]) =>
      list(
        `Refused: ${reason}`,
        files.map(({ file }) => file),
      ),
    ),
    list('Taken although text may be burned in; look at each', atRisk),
    list('Of other kinds, and not copied', others),
  ].join('');
}

/** How many of a kind are named before the others are only counted. */
const SHOWN = 20;

function list(title: string, files: readonly string[]): string {
  if (files.length === 0) return '';
  const shown = files.slice(0, SHOWN).map((file) => `  ${clean(file)}\n`);
  const rest = files.length > SHOWN ? `  and ${files.length - SHOWN} more (--json names all)\n` : '';
  return `\n${clean(title)} (${counted(files.length, 'file')})\n${shown.join('')}${rest}`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
