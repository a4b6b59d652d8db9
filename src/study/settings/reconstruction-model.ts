import { z } from 'zod';
import type { Model } from '../../layers/index.ts';
import {
  deepCascade,
  endToEndVarnet,
  fastmriUnet,
  kwonMlp,
  variationalNetwork,
  wangCnn,
} from '../../models/index.ts';
import { count, notNegative, positive, settings, share } from './fields.ts';

const counts = (what: string, expected: string) => z.array(count(what), expected).min(1, expected);
const lambda = notNegative(
  'Where the learned weight of noisy data starts; infinite and not learned by default',
);

/** Networks from undersampled k-space to an image. */
export const reconstructionModels = {
  variationalNetwork: settings(
    'The variational network (Hammernik 2018); takes sensitivities, gives a complex image',
    {},
    {
      stages: count('How many steps; 10 by default'),
      filters: count('Filters of each step; 48 by default'),
      kernelSize: count('Rows and columns of a filter; 11 by default'),
      functions: count('Gaussians of each influence function; 31 by default'),
      limit: positive(
        'How far they reach, in units of the largest magnitude of the zero-filled image; 1 by default',
      ),
    },
  ).optional(),
  deepCascade: settings(
    'A deep cascade of CNNs with data consistency (Schlemper 2018); takes sensitivities, gives a complex image',
    {},
    {
      cascades: count('How many networks; 5 by default'),
      depth: count('How many convolutions each has; 5 by default'),
      filters: count('Filters of all convolutions but the last; 64 by default'),
      lambda,
    },
  ).optional(),
  wangCnn: settings(
    'The CNN of Wang 2016 with data consistency; takes sensitivities, gives a complex image',
    {},
    {
      filters: counts('Filters', 'a list of numbers of filters').describe(
        'Filters of all convolutions but the last; [64, 32] by default',
      ),
      kernelSizes: counts('A size', 'a list of sizes').describe('Of all convolutions; [9, 5, 5] by default'),
      lambda,
    },
  ).optional(),
  kwonMlp: settings(
    'The line-wise perceptron of Kwon 2017; gives a magnitude',
    {},
    {
      hidden: counts('Units', 'a list of numbers of units').describe(
        'How many units each hidden layer has; three layers of 8 times the columns by default',
      ),
    },
  ).optional(),
  fastmriUnet: settings(
    'The U-Net of fastMRI (Zbontar 2018); gives a magnitude',
    {},
    {
      channels: count('Channels of the first level; 32 by default'),
      pools: count('How often the image is halved; 4 by default'),
      dropoutRate: share('The share of channels that is dropped in training; none by default'),
    },
  ).optional(),
  endToEndVarnet: settings(
    'The end-to-end variational network (Sriram 2020), which estimates sensitivities; gives a magnitude',
    {},
    {
      cascades: count('How many steps; 12 by default'),
      channels: count("Channels of the first level of each step's network; 18 by default"),
      pools: count("How often each step's network halves the image; 4 by default"),
      mapsChannels: count('Channels of the first level of the network for the sensitivities; 8 by default'),
      mapsPools: count('How often that network halves the image; 4 by default'),
    },
  ).optional(),
};

type Given = {
  readonly [Name in keyof typeof reconstructionModels]?: z.output<(typeof reconstructionModels)[Name]>;
};

/** The reconstruction network that the settings describe, for k-space of this shape; none where they name another. */
export function reconstructionModel(given: Given, kspaceShape: readonly number[]): Model | undefined {
  if (given.variationalNetwork) return variationalNetwork({ ...given.variationalNetwork, kspaceShape });
  if (given.deepCascade) return deepCascade({ ...given.deepCascade, kspaceShape });
  if (given.wangCnn) return wangCnn({ ...given.wangCnn, kspaceShape });
  if (given.kwonMlp) return kwonMlp({ ...given.kwonMlp, kspaceShape });
  if (given.fastmriUnet) return fastmriUnet({ ...given.fastmriUnet, kspaceShape });
  return given.endToEndVarnet && endToEndVarnet({ ...given.endToEndVarnet, kspaceShape });
}

/** Whether the network gives a complex image or a magnitude. */
export function imageKindOf(given: Given): 'complex' | 'magnitude' {
  return given.kwonMlp || given.fastmriUnet || given.endToEndVarnet ? 'magnitude' : 'complex';
}
