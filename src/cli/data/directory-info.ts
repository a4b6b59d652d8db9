import type { ListedSeries } from '../../data/reading/read-directory.ts';
import { formatNumber } from '../../report/index.ts';
import { clean } from '../terminal-text.ts';
import { textTable } from '../text-table.ts';
import { countText } from './array-words.ts';

/** What a DICOMDIR lists. */
export interface DirectoryContents {
  readonly series: readonly ListedSeries[];
  readonly warnings: readonly string[];
}

/** A DICOMDIR as `data info --json` promises it: it has no values of its own. */
export function directoryJson({ series, warnings }: DirectoryContents) {
  const nothing = {
    shape: null,
    dtype: null,
    spacing: null,
    orientation: null,
    min: null,
    max: null,
    mean: null,
  };
  return { format: 'dicomdir', ...nothing, axes: null, unit: null, members: [], warnings, series };
}

/** A DICOMDIR as a screen for people: a line for each series. */
export function directoryScreen(path: string, { series, warnings }: DirectoryContents): string {
  const files = series.reduce((total, { files: { length } }) => total + length, 0);
  const rows = series.map((one) => [one.patient, one.study, one.series, formatNumber(one.files.length)]);
  return [
    clean(path),
    `  DICOMDIR, the table of contents of ${countText(files, 'file')}; its folder tells more of them.`,
    '',
    textTable([['patient', 'study', 'series', 'files'], ...rows], [3]),
    ...warnings.map((warning) => `  warning: ${clean(warning)}`),
  ].join('\n');
}
