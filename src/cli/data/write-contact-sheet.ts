import { rename, rm, writeFile } from 'node:fs/promises';
import { type PicturedArray, picture } from '../../data/pictures/picture-task.ts';
import type { ArrayHeader } from '../../data/reading/array-header.ts';
import { ReaderPool } from '../../data/reading/reader-pool.ts';
import { drawContactSheet, formatNumber } from '../../report/index.ts';
import { closing } from '../../util/closing.ts';
import { InputError, messageOf } from '../../util/errors.ts';
import { interruption } from '../interruption.ts';
import { clean } from '../terminal-text.ts';
import { arrayScreen } from './array-info.ts';
import { dtypeWords, formatWords, shapeText, spacingText } from './array-words.ts';
import { findArray } from './find-array.ts';
import { LateProgress } from './late-progress.ts';
import type { ShowOptions } from './show.ts';

/** `echotrain data show`: a contact sheet, and the header on standard output. */
export async function writeContactSheet(path: string, options: ShowOptions): Promise<void> {
  const { name, header, ...pictures } = await interruption.heed((signal) =>
    closing(new ReaderPool({ signal }), (pool) => take(path, options, pool)),
  );
  const png = drawContactSheet({ ...pictures, title: name, lines: linesOf(header), unit: header.unit });
  const out = options.out ?? `${stemOf(name)}-sheet.png`;
  await replace(out, png);
  process.stdout.write(`${arrayScreen(clean(path), { header })}\n\nContact sheet: ${clean(out)}\n`);
}

/** Has the pictures taken in a process of its own, with progress where that takes long. */
async function take(
  path: string,
  { member, most, item }: ShowOptions,
  pool: ReaderPool,
): Promise<PicturedArray & { readonly name: string }> {
  const progress = new LateProgress({ label: path, total: 1, unit: 'files' });
  try {
    const { name, files, entry } = await findArray(path, item, pool);
    const argument = {
      files: files.map((place) => ({ ...place, ...(member !== undefined && { member }) })),
      most,
      ...(entry !== undefined && { entry }),
    };
    const pictured = await pool.run(picture, argument, path, (done) => progress.update({ done }));
    progress.finish('read');
    return { ...pictured, name };
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

/** A name as the beginning of a file's: without what says the format, and without what leads elsewhere. */
function stemOf(name: string): string {
  const stem = name.replace(/(\.nii)?\.[^./]*$/, '') || name;
  return stem.replaceAll(/[^\w.-]+/g, '-').replace(/^[.-]+/, '') || 'item';
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
