import { expect, it } from 'vitest';
import { measure } from '../measure.ts';
import { wasmPeers } from './wasm.ts';

it('the peers on WebAssembly compute the same losses', async () => {
  const outcomes = await measure('iris-mlp', wasmPeers, 1);
  expect(outcomes).toMatchObject([
    { name: 'tfjs-wasm', ms: [expect.any(Number)] },
    { name: 'jax-js', ms: [expect.any(Number)] },
  ]);
});

it('say themselves what they lack', async () => {
  const [tensorflow] = await measure('lenet5', wasmPeers.slice(0, 1), 1);
  expect(tensorflow).toHaveProperty(
    'reason',
    "Kernel 'Conv2DBackpropFilter' not registered for backend 'wasm'",
  );
});
