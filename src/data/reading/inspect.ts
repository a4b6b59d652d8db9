import { z } from 'zod';
import type { ArrayFile, FormatName } from '../../formats/array/array-file.ts';
import type { ByteSource } from '../../formats/bytes/source.ts';
import { readDicom } from '../../formats/dicom/read.ts';
import { type SliceHeader, sliceHeader } from '../../formats/dicom/slice-header.ts';
import { Tag } from '../../formats/dicom/tags.ts';
import { formatOf } from '../../formats/open.ts';
import { type ArrayHeader, headerOf } from './array-header.ts';
import { arrayPlace, declaredBytes, unpacked, withArray, withVolume } from './array-place.ts';
import { type ContentDigest, DigestingReader } from './content-digest.ts';
import { defineReaderTask, type TaskContext } from './reader-task.ts';

/** All that is known of an array when its values have been read once. */
export interface Inspection extends ContentDigest {
  readonly header: ArrayHeader;
}

/**
 * What a first look gives: a header and, unless its values were left for later, what they are like; of a DICOM file
 * what it takes to sort it into a series.
 */
export type Survey =
  | { readonly kind: 'array'; readonly header: ArrayHeader; readonly digest?: ContentDigest }
  | { readonly kind: 'slice'; readonly slice: SliceHeader; readonly isDirectory: boolean };

/** Media Storage Directory Storage: the class of a DICOMDIR (PS3.4, annex I). */
const DIRECTORY_CLASS = '1.2.840.10008.1.3.10';

const word = <T extends string>() => z.custom<T>((value) => typeof value === 'string');
const hasHeader = (value: unknown) => z.looseObject({ header: z.looseObject({}) }).safeParse(value).success;

/** Reads an array: header, statistics and hash of its values. */
export const inspect = defineReaderTask({
  name: 'inspect',
  argument: arrayPlace,
  result: z.custom<Inspection>(hasHeader),
  run: (place, context) =>
    withArray(place, context, async (file) => ({
      header: headerOf(file),
      ...(await digestOf(file, context)),
    })),
});

/** Looks at a file: reads its header, and its values, too, unless it is of a format whose values are to be read later. */
export const survey = defineReaderTask({
  name: 'survey',
  argument: arrayPlace.extend({ later: z.array(word<FormatName>()) }),
  result: z.custom<Survey>((value) => z.looseObject({ kind: z.string() }).safeParse(value).success),
  async run({ later, ...place }, context): Promise<Survey> {
    const source = unpacked(context.open(place));
    if (formatOf(source)?.name === 'dicom') return surveySlice(source);
    return withArray(place, context, async (file) => {
      const header = headerOf(file);
      const isLater = later.includes(file.format);
      return { kind: 'array', header, ...(!isLater && { digest: await digestOf(file, context) }) };
    });
  },
});

function surveySlice(source: ByteSource): Survey {
  const { meta, dataSet } = readDicom(source, { headerOnly: true });
  const isDirectory = meta.text(Tag.MediaStorageSOPClassUID) === DIRECTORY_CLASS;
  return { kind: 'slice', slice: sliceHeader(source.name, dataSet), isDirectory };
}

/** Reads a DICOM volume of slices, a file each. */
export const inspectVolume = defineReaderTask({
  name: 'inspect-volume',
  argument: z.object({ files: z.array(arrayPlace).min(1) }),
  result: z.custom<Inspection>(hasHeader),
  run: ({ files }, context) =>
    withVolume(files, context, async (file) => ({
      header: headerOf(file),
      ...(await digestOf(file, context)),
    })),
});

/** Goes through an array's values once. */
async function digestOf(file: ArrayFile, context: TaskContext): Promise<ContentDigest> {
  context.allow(declaredBytes(file));
  const reader = new DigestingReader(file);
  for (let block = 0; block < file.blockCount; block++) {
    reader.add(await file.readBlock(block));
    context.progress((block + 1) / file.blockCount);
  }
  return reader.digest();
}
