import { z } from 'zod';
import { activationOption, activations } from './activations.ts';
import { defineLayer } from './define.ts';

/**
 * An activation by its name. Those that compare units, as softmax does, do so along the channels.
 *
 * @example activation({ activation: 'relu' })
 */
export const activation = defineLayer({
  type: 'Activation',
  options: z.strictObject({ activation: activationOption }),
  outputShape: (shape) => shape,
  trace: (x, config) => activations[config.activation](x, 1),
});
