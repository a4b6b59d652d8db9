export { goesUnencrypted, serverRoot } from './dicomweb/address.ts';
export { type Condition, condition, readCondition } from './dicomweb/conditions.ts';
export { type PullOptions, type PullProgress, type PullSummary, pull } from './dicomweb/pull.ts';
export { type DownloadOptions, download } from './download/download.ts';
export type { TransferProgress } from './download/transfer.ts';
export { type FetchMnistOptions, type FetchProgress, fetchMnist } from './fetch-mnist.ts';
export { dataHome, type HomeSources } from './home.ts';
export { hasMnist, loadMnist, mnistFolder } from './mnist-files.ts';
