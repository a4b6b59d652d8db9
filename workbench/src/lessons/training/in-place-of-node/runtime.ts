import { type Device, webDevice } from 'echotrain/runtime/web';

/** Where lessons ask for Node's processor, they get the browser's: one thread of it, as their networks are small. */
export function nodeDevice(): Device {
  return webDevice('wasm', { wasmPaths: '/ort/', threads: 1 });
}
