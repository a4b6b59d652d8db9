/** The process in which the server reads untrusted files. */
import { serveTasks } from '../../data/reading/serve-tasks.ts';
import { describeImage } from './tasks/describe-image.ts';
import { makeThumbnails } from './tasks/make-thumbnails.ts';
import { readPictures } from './tasks/read-pictures.ts';
import { sortSlices } from './tasks/sort-slices.ts';
import { summarizeTable } from './tasks/summarize-table.ts';
import { writeVolume } from './tasks/write-volume.ts';
import { zeroFilled } from './tasks/zero-filled.ts';

serveTasks([
  describeImage,
  readPictures,
  makeThumbnails,
  writeVolume,
  zeroFilled,
  summarizeTable,
  sortSlices,
]);
