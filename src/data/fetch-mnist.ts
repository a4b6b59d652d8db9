import { basename, join } from 'node:path';
import { InputError } from '../util/errors.ts';
import { type DownloadOptions, download } from './download/download.ts';
import { type Content, install, sha256Of } from './download/install.ts';
import { mnistFileNames } from './mnist.ts';
import { findMnistFiles, mnistContents, mnistFolder } from './mnist-files.ts';

/** Where the originals can be had; LeCun's own server no longer gives them. */
const mirrors = [
  'https://storage.googleapis.com/cvdf-datasets/mnist/',
  'https://ossci-datasets.s3.amazonaws.com/mnist/',
];

/** How far one file has come, in bytes; the total where the server tells it. */
export interface FetchProgress {
  readonly file: string;
  readonly received: number;
  readonly total: number | undefined;
}

/** Where to get MNIST from, where to keep it, and how to deal with servers. */
export interface FetchMnistOptions
  extends Pick<DownloadOptions, 'signal' | 'attempts' | 'pauseMs' | 'patienceMs'> {
  /** A folder, or an address below which the files lie, instead of the public mirrors; packed or not. */
  readonly from?: string | undefined;
  /** The folder to keep the files in; {@link mnistFolder} by default. */
  readonly folder?: string | undefined;
  readonly onProgress?: ((progress: FetchProgress) => void) | undefined;
}

/**
 * Makes sure that the four files of MNIST, unpacked and right, are in a folder: leaves those that are, and fetches
 * the others, the small ones first. Each file appears complete or not at all; a download that was stopped goes on
 * where it was.
 *
 * @returns the folder.
 * @throws InputError for what no source gives; the signal's reason when stopped.
 */
export async function fetchMnist(options: FetchMnistOptions = {}): Promise<string> {
  const { from, folder = mnistFolder(), signal } = options;
  for (const file of ['testLabels', 'trainLabels', 'testImages', 'trainImages'] as const) {
    const [name, content] = [mnistFileNames[file], mnistContents[file]];
    const to = join(folder, name);
    if ((await sha256Of(to)) === content.sha256) continue;
    signal?.throwIfAborted();
    if (from === undefined || isAddress(from)) await downloadFile(to, content, options);
    else await copyFrom(from, to, content);
  }
  return folder;
}

function isAddress(from: string): boolean {
  return /^[a-z]+:\/\//i.test(from);
}

async function downloadFile(to: string, content: Content, options: FetchMnistOptions): Promise<void> {
  const { from, onProgress, folder: _, ...rest } = options;
  const file = basename(to);
  const packed = (base: string) => `${base.replace(/\/*$/, '')}/${file}.gz`;
  const urls =
    from === undefined ? mirrors.map(packed) : [packed(from), packed(from).slice(0, -'.gz'.length)];
  await download({
    ...rest,
    ...content,
    urls,
    to,
    onProgress: ({ received, total }) => onProgress?.({ file, received, total }),
    remedy: 'Where the internet is out of reach, take the files from elsewhere: --from FOLDER or --from URL.',
  });
}

/** Copies a file out of a folder, from whichever of its variants is right. */
async function copyFrom(folder: string, to: string, content: Content): Promise<void> {
  const troubles: string[] = [];
  for (const path of await findMnistFiles(folder, basename(to))) {
    const wrong = await install(path, to, content);
    if (wrong === undefined) return;
    troubles.push(`${basename(path)} with ${wrong}`);
  }
  throw new InputError({
    where: folder,
    expected: `the original file ${basename(to)}, packed with gzip or not`,
    received: troubles.join('; ') || 'no such file',
  });
}
