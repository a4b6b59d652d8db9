import { gunzipSync } from 'node:zlib';

/** The bytes of a file that `scripts/goldens/packing.py` packed into JSON. */
export function unpacked(base64: string): Uint8Array {
  return new Uint8Array(gunzipSync(Buffer.from(base64, 'base64')));
}
