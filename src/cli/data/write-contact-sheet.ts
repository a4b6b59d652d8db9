import { rename, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type PicturedArray, picture } from '../../data/pictures/picture-task.ts';
import type { ArrayHeader } from '../../data/reading/array-header.ts';
import { ReaderPool } from '../../data/reading/reader-pool.ts';
import { drawContactSheet, formatNumber } from '../../report/index.ts';
import { InputError, messageOf } from '../../util/errors.ts';
import { interruption } from '../interruption.ts';
import { clean } from '../terminal-text.ts';
import { arrayScreen } from './array-info.ts';
import { dtypeWords, formatWords, shapeText, spacingText } from './array-words.ts';
import { LateProgress } from './late-progress.ts';
import type { ShowOptions } from './show.ts';

/** `echotrain data show`: a contact sheet of a file, and its header on standard output. */
export async function writeContactSheet(path: string, options: ShowOptions): Promise<void> {
  const { header, ...pictures } = await interruption.heed((signal) => take(path, options, signal));
  const title = basename(path);
  const png = drawContactSheet({ ...pictures, title, lines: linesOf(header), unit: header.unit });
  const out = options.out ?? `${stemOf(title)}-sheet.png`;
  await replace(out, png);
  process.stdout.write(`${arrayScreen(clean(path), { header })}\n\nContact sheet: ${clean(out)}\n`);
}

/** Has the pictures taken in a process of its own, with progress where that takes long. */
async function take(
  path: string,
  { member, most }: ShowOptions,
  signal: AbortSignal,
): Promise<PicturedArray> {
  using pool = new ReaderPool({ processes: 1, signal });
  const progress = new LateProgress({ label: path, total: 1, unit: 'files' });
  try {
    const place = { path, most, ...(member !== undefined && { member }) };
    const pictured = await pool.run(picture, place, path, (done) => progress.update({ done }));
    progress.finish('read');
    return pictured;
  } catch (error) {
    progress.fail('not read');
    throw error;
  }
}

/** What stands above the pictures: nothing that names a person. */
function linesOf({ format, dtype, shape, geometry, acquisition }: ArrayHeader): string[] {
  const { description, modality, fieldStrengthTesla, echoTimeMs, repetitionTimeMs } = acquisition;
  const what = [
    formatWords(format),
    shapeText(shape),
    ...(geometry ? [spacingText(geometry.spacing)] : []),
    dtypeWords(dtype),
  ];
  const how = [
    modality,
    description,
    fieldStrengthTesla && `${formatNumber(fieldStrengthTesla)} T`,
    repetitionTimeMs && `TR ${formatNumber(repetitionTimeMs)} ms`,
    echoTimeMs && `TE ${formatNumber(echoTimeMs)} ms`,
  ].filter(Boolean);
  return [what.join(', '), ...(how.length > 0 ? [how.join(', ')] : [])];
}

/** A file's name without what says its format. */
function stemOf(name: string): string {
  return name.replace(/(\.nii)?\.[^.]*$/, '') || name;
}

/** Puts a file in its place when it is whole. */
async function replace(path: string, bytes: Uint8Array): Promise<void> {
  const part = `${path}.part`;
  try {
    await writeFile(part, bytes);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    const complaint = { where: path, expected: 'a place to write the sheet', received: messageOf(error) };
    throw new InputError(complaint, { cause: error });
  }
}
