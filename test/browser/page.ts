/** What the page offers to the test that opens it. */
import { chooseDevice, type WebDeviceName, webDevice } from '../../src/runtime/web.ts';
import { messageOf } from '../../src/util/errors.ts';
import { trainSmallNetwork } from '../small-network.ts';

const place = { wasmPaths: '/ort/' };

const offered = {
  train: (name: WebDeviceName, steps: number, threads?: number) =>
    trainSmallNetwork(webDevice(name, threads === undefined ? place : { ...place, threads }), steps),
  choose: async (preference?: string) => (await chooseDevice(preference, place)).reason,
  complaint: (attempt: Promise<unknown>) => attempt.then(() => undefined, messageOf),
};

/** What `window.echotrain` is. */
export type Offered = typeof offered;

Object.assign(globalThis, { echotrain: offered });
