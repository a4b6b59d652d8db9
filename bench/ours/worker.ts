import { serve } from '../serve.ts';
import { specifications } from '../workloads.ts';
import { fourier, peak } from './fourier.ts';
import { models } from './models.ts';
import { reconstruction, training } from './training.ts';

/** Our own side: the models and training steps that users have. */
await serve({
  workloads: {
    'iris-mlp': () => training(models['iris-mlp'](), specifications['iris-mlp']),
    'mnist-mlp': () => training(models['mnist-mlp'](), specifications['mnist-mlp']),
    lenet5: () => training(models.lenet5(), specifications.lenet5),
    unet: () => training(models.unet(), specifications.unet),
    'variational-network': () =>
      reconstruction(models['variational-network'](), specifications['variational-network']),
    fft: fourier,
  },
  peak,
});
