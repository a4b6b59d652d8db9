import { z } from 'zod';
import { activationOption } from '../../layers/activations.ts';
import { type Layer, type Model, sequential } from '../../layers/index.ts';
import { layerTypes } from '../../layers/registry.ts';
import { fbpConvNet, lenet5, linear, mlp, qSpaceNetwork, smallCnn, tnrd, unet } from '../../models/index.ts';
import { check, present } from '../../util/errors.ts';
import { buildable, choice, count, flag, positive, settings, share, text, word } from './fields.ts';
import { reconstructionModel, reconstructionModels } from './reconstruction-model.ts';

const layerOptions = z.looseObject(
  {
    name: text('Its name in weight files', 'a name').exactOptional(),
    trainable: flag('Whether training may change its weights; true by default').exactOptional(),
  },
  "the layer's options",
);

const layer = choice(
  "A layer by Keras's name, with its options, `name` and `trainable`",
  Object.fromEntries(layerTypes.map(({ type }) => [type, layerOptions.optional()])),
  "a layer by Keras's name, such as Dense, Conv2D, MaxPooling2D, Flatten or Dropout",
).superRefine(buildable(layerFrom));

const dropoutRate = share('The share of units that is dropped in training');

/** The study file's `model`: an architecture by name, or a list of layers. Input and output fit the data. */
export const modelSettings = choice('The network', {
  linear: settings('Linear regression, or multinomial logistic regression', {}, {}).optional(),
  mlp: settings(
    'A multi-layer perceptron',
    {},
    {
      hidden: z
        .array(count('Units'), 'a list of numbers of units')
        .describe('How many units each hidden layer has; [512, 512] by default'),
      activation: activationOption.describe('What follows each hidden layer; relu by default'),
      dropoutRate,
    },
  ).optional(),
  qSpaceNetwork: settings(
    'The perceptron of q-space deep learning (Golkov 2016), from diffusion-weighted measurements to maps',
    {},
    {
      hidden: z
        .array(count('Units'), 'a list of numbers of units')
        .describe('How many units each hidden layer has; [150, 150, 150] by default'),
      dropoutRate,
    },
  ).optional(),
  lenet5: settings('LeNet-5 (LeCun 1998)', {}, {}).optional(),
  smallCnn: settings(
    'A small modern convolutional network',
    {},
    { filters: count('Filters of the first stage; 32 by default'), dropoutRate },
  ).optional(),
  tnrd: settings(
    'TNRD (Chen and Pock 2017), from a noisy gray image to the image',
    {},
    {
      stages: count('How many steps; 5 by default'),
      kernelSize: count('Rows and columns of a filter; 7 by default'),
      filters: count('Filters of each step; the whole cosine basis by default'),
      functions: count('Gaussians of each influence function; 63 by default'),
      limit: positive('How far they reach, in the unit of the image; 310 / 255 by default'),
    },
  ).optional(),
  unet: settings(
    'A U-Net (Ronneberger 2015), from image to image',
    {},
    {
      baseChannels: count('Channels of the first level; 64 by default'),
      depth: count('How often the image is halved; 4 by default'),
      normalization: word('What follows each convolution; none by default', ['none', 'batch', 'instance']),
      upsampling: word('How images grow again; transposed by default', ['transposed', 'bilinear']),
      residual: flag('Whether the input is added to the output'),
    },
  ).optional(),
  fbpConvNet: settings(
    'FBPConvNet (Jin 2017), which removes streaks from images of few projections',
    {},
    {
      baseChannels: count('Channels of the first level; 64 by default'),
      depth: count('How often the image is halved; 4 by default'),
    },
  ).optional(),
  ...reconstructionModels,
  layers: z
    .array(layer, "a list of layers by Keras's names, such as [Flatten, {Dense: {units: 10}}]")
    .min(1, 'one or more layers')
    .describe('Layers that follow one another')
    .optional(),
});

/** Settings of a network. */
export type ModelSettings = z.output<typeof modelSettings>;

/** What a network must fit. */
export interface Fit {
  /** The shape of one input, without the batch axis. */
  readonly inputShape: readonly number[];
  /** How many numbers it must give for an item: logits of classes, or values. */
  readonly outputs: number;
  /** How many channels the image has that it must give. */
  readonly channels?: number | undefined;
  /** The shape of the k-space [coil, 2, row, column] that it must reconstruct. */
  readonly kspaceShape?: readonly number[] | undefined;
}

/**
 * The network that the settings describe, for the data's inputs and outputs.
 *
 * @throws InputError when they do not suit each other.
 */
export function modelOf(given: ModelSettings, { inputShape, outputs, kspaceShape, channels }: Fit): Model {
  const reconstruction = reconstructionModel(given, kspaceShape ?? inputShape);
  if (reconstruction) return reconstruction;
  checkImages(given, kspaceShape);
  if (given.linear) return linear({ features: onlyAxis(inputShape), outputs });
  if (given.mlp) return mlp({ ...given.mlp, inputShape, outputs });
  if (given.qSpaceNetwork) return qSpaceNetwork({ ...given.qSpaceNetwork, inputShape, outputs });
  if (given.lenet5) return lenet5({ inputShape: imageShape(inputShape, 'lenet5'), classes: outputs });
  if (given.smallCnn) {
    return smallCnn({ ...given.smallCnn, inputShape: imageShape(inputShape, 'smallCnn'), classes: outputs });
  }
  if (given.tnrd) return tnrd({ ...given.tnrd, inputShape });
  if (given.fbpConvNet) {
    return fbpConvNet({ ...given.fbpConvNet, inputShape: imageShape(inputShape, 'fbpConvNet') });
  }
  if (given.unet) {
    return unet({ ...given.unet, inputShape: imageShape(inputShape, 'unet'), outputs: channels ?? outputs });
  }
  return sequential(present(given.layers, 'layers').map(layerFrom), { inputShape });
}

/** k-space needs a network that knows what to do with it. */
function checkImages(given: ModelSettings, kspaceShape: readonly number[] | undefined): void {
  check(kspaceShape === undefined, () => ({
    where: 'model',
    expected: `a network that reconstructs: ${Object.keys(reconstructionModels).join(', ')}`,
    received: Object.keys(given).join(),
  }));
}

function layerFrom(given: z.output<typeof layer>): Layer {
  const [[type, options = {}] = ['', {}]] = Object.entries(given);
  const kind = layerTypes.find((known) => known.type === type);
  const { name, trainable, ...config } = options;
  return present(kind, `layer ${type}`).fromConfig(config, { name, trainable });
}

function onlyAxis(inputShape: readonly number[]): number {
  const [features] = inputShape;
  check(features !== undefined && inputShape.length === 1, () => ({
    where: 'model, linear',
    expected: 'inputs with one axis, such as the columns of a table',
    received: `inputs of shape [${inputShape.join(', ')}]`,
    remedy: 'For images take mlp: {hidden: []}.',
  }));
  return features;
}

function imageShape(inputShape: readonly number[], model: string): readonly [number, number, number] {
  const [channels, rows, columns] = inputShape;
  const fits = inputShape.length === 3;
  check(fits && channels !== undefined && rows !== undefined && columns !== undefined, () => ({
    where: `model, ${model}`,
    expected: 'images [channel, row, column]',
    received: `inputs of shape [${inputShape.join(', ')}]`,
    remedy: 'For tables take mlp.',
  }));
  return [channels, rows, columns];
}
