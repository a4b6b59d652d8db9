import { nodeEntrant } from '../entrant.ts';

/** The peers that run on WebAssembly in Node. */
export const wasmPeers = [
  nodeEntrant(
    'tfjs-wasm',
    new URL('tfjs.ts', import.meta.url),
    'SIMD, one thread: its threads do not start in Node',
  ),
  nodeEntrant('jax-js', new URL('jax.ts', import.meta.url), 'SIMD, one thread: its threads need web workers'),
];
