/** What the page of reconstructions offers to the test that opens it. */
import { type WebDeviceName, webDevice } from '../../src/runtime/web.ts';
import { reconstructEverywhere } from './reconstruct-everywhere.ts';

const offered = {
  reconstruct: (name: WebDeviceName) => reconstructEverywhere(webDevice(name, { wasmPaths: '/ort/' })),
};

/** What `window.reconstruction` is. */
export type OfferedReconstruction = typeof offered;

Object.assign(globalThis, { reconstruction: offered });
