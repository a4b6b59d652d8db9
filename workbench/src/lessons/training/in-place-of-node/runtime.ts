import { type Device, webDevice } from 'echotrain/runtime/web';

/** Where lessons ask for Node's processor, they get the browser's. */
export function nodeDevice(): Device {
  return webDevice('wasm', { wasmPaths: '/ort/' });
}
