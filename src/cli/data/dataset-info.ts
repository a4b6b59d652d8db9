import { statSync } from 'node:fs';
import { join } from 'node:path';
import { MANIFEST, openManifest } from '../../data/manifest/manifest.ts';
import { closingNow } from '../../util/closing.ts';
import { datasetBlocks } from './import-summary.ts';

/** Whether a folder is a dataset that `data import` has made. */
export function isDataset(folder: string): boolean {
  return statSync(join(folder, MANIFEST), { throwIfNoEntry: false })?.isFile() ?? false;
}

/** What `echotrain data info DATASET` prints: what its manifest counts. */
export function datasetText(folder: string, { json = false }: { readonly json?: boolean }): string {
  return closingNow(openManifest(folder), (manifest) => {
    const [{ name, made }, summary] = [manifest.card(), manifest.summary()];
    if (json) return JSON.stringify({ dataset: folder, name, made, hash: manifest.hash(), ...summary });
    const [title = '', ...blocks] = datasetBlocks(name, folder, summary);
    return [`${title}, made on ${made}`, ...blocks].join('\n\n');
  });
}
