export { type DownloadOptions, download } from './download/download.ts';
export type { TransferProgress } from './download/transfer.ts';
export { type FetchMnistOptions, type FetchProgress, fetchMnist } from './fetch-mnist.ts';
export { dataHome, type HomeSources } from './home.ts';
export { hasMnist, loadMnist, mnistFolder } from './mnist-files.ts';
