import { z } from 'zod';
import { arrayPlace, unpacked } from '../../../data/reading/array-place.ts';
import { defineReaderTask } from '../../../data/reading/reader-task.ts';
import { readDicom } from '../../../formats/dicom/read.ts';
import { sortSeries } from '../../../formats/dicom/series.ts';
import { type SliceHeader, sliceHeader } from '../../../formats/dicom/slice-header.ts';
import { formatOf } from '../../../formats/open.ts';
import { InputError } from '../../../util/errors.ts';

const foundVolume = z.object({
  /** What the series is called, and by what this volume differs from others of it. */
  name: z.string(),
  patient: z.string(),
  modality: z.string().optional(),
  shape: z.array(z.number()),
  /** The files of its slices, in their order. */
  files: z.array(z.string()).min(1),
});

/** A volume that DICOM files of a folder make up. */
export type FoundVolume = z.infer<typeof foundVolume>;

/** Sorts DICOM files into series and volumes; others, and those that cannot be read, are counted. */
export const sortSlices = defineReaderTask({
  name: 'sort-slices',
  argument: z.object({ files: z.array(arrayPlace) }),
  result: z.object({ volumes: z.array(foundVolume), others: z.number() }),
  async run({ files }, context) {
    const headers: SliceHeader[] = [];
    for (const [i, place] of files.entries()) {
      const header = headerOf(place.path, () => unpacked(context.open(place)));
      if (header) headers.push(header);
      context.progress(i / files.length);
    }
    const volumes = sortSeries(headers).series.flatMap(
      ({ patient, modality, description, series, volumes: own }) =>
        own.map(
          ({ slices, shape, contrast }): FoundVolume => ({
            name: [description ?? series, contrast].filter(Boolean).join(', '),
            patient,
            ...(modality !== undefined && { modality }),
            shape: [...shape],
            files: slices.map(({ name }) => name),
          }),
        ),
    );
    return { volumes, others: files.length - headers.length };
  },
});

function headerOf(path: string, open: () => ReturnType<typeof unpacked>): SliceHeader | undefined {
  try {
    const source = open();
    if (formatOf(source)?.name !== 'dicom') return undefined;
    return sliceHeader(path, readDicom(source, { headerOnly: true }).dataSet);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
