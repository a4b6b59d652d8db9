import { z } from 'zod';
import { type DirectoryEntry, filesOf, readDicomDirectory } from '../../formats/dicom/dicomdir.ts';
import { defineReaderTask } from './reader-task.ts';

const listedSeries = z.object({
  patient: z.string(),
  study: z.string(),
  series: z.string(),
  files: z.array(z.string()),
});

/** A series as a DICOMDIR lists it. */
export type ListedSeries = z.infer<typeof listedSeries>;

/** Reads a DICOMDIR, the table of contents of a disc of images: its series, and the files of each. */
export const readDirectory = defineReaderTask({
  name: 'read-directory',
  argument: z.object({ path: z.string(), root: z.string().optional() }),
  result: z.object({ series: z.array(listedSeries), warnings: z.array(z.string()) }),
  async run(place, context) {
    const directory = readDicomDirectory(context.open(place));
    const groups = Map.groupBy(filesOf(directory), ({ above }) => above.at(-1));
    const series = [...groups.values()].map((files): ListedSeries => {
      const above = files[0]?.above ?? [];
      const called = (type: string) => nameOf(above.find((entry) => entry.type === type));
      const [patient, study, name] = [called('PATIENT'), called('STUDY'), called('SERIES')];
      return { patient, study, series: name, files: files.map(({ file }) => file) };
    });
    return { series, warnings: [...directory.warnings] };
  },
});

function nameOf(entry: DirectoryEntry | undefined): string {
  return entry?.label ?? entry?.id ?? '';
}
