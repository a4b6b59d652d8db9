import type { Model } from '../../src/layers/index.ts';
import { lenet5, mlp, unet, variationalNetwork } from '../../src/models/index.ts';

/** The models behind the workloads, as a user makes them. */
export const models = {
  'iris-mlp': () => mlp({ inputShape: [4], hidden: [16], outputs: 3 }),
  'mnist-mlp': () => mlp({ inputShape: [784], hidden: [512, 512], outputs: 10 }),
  lenet5: () => lenet5(),
  unet: () => unet({ inputShape: [1, 128, 128], baseChannels: 32, depth: 3 }),
  'variational-network': () =>
    variationalNetwork({ kspaceShape: [8, 2, 128, 128], stages: 5, filters: 24, functions: 15 }),
} satisfies Record<string, () => Model>;
