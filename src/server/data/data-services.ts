import { join } from 'node:path';
import { Audits } from './audit/audits.ts';
import { Datasets } from './dataset/datasets.ts';
import { SeriesFolders } from './images/series-folders.ts';
import { Thumbnails } from './images/thumbnails.ts';
import { Readers } from './readers.ts';

/** What the routes of data share for as long as the server runs. */
export class DataServices {
  readonly datasets = new Datasets();
  readonly readers: Readers;
  readonly thumbnails: Thumbnails;
  readonly series: SeriesFolders;
  readonly audits: Audits;
  readonly #late: Readers;

  /**
   * @param workspace the folder in which thumbnails and audits are kept
   * @param script the module that the processes which read run; ours by default
   */
  constructor(workspace: string, script?: string) {
    const own = script === undefined ? {} : { script };
    this.readers = new Readers(own);
    this.#late = new Readers({ ...own, processes: 1 });
    this.thumbnails = new Thumbnails(join(workspace, 'thumbnails'), this.#late);
    this.series = new SeriesFolders(this.#late);
    this.audits = new Audits(join(workspace, 'audits'));
  }

  /** Ends all processes. */
  close(): void {
    this.readers.close();
    this.#late.close();
    this.audits.close();
  }
}
