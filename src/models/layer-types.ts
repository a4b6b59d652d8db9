import type { LayerType } from '../layers/index.ts';
import { calibrationRegion } from './imaging-layers/calibration-region.ts';
import { batchToCoils, coilsToBatch } from './imaging-layers/coil-batch.ts';
import {
  combineCoils,
  expandToCoils,
  normalizeCoils,
  rootSumOfSquares,
} from './imaging-layers/coil-combination.ts';
import { dataConsistency } from './imaging-layers/data-consistency.ts';
import { dataTerm } from './imaging-layers/data-term.ts';
import { fieldsOfExperts } from './imaging-layers/fields-of-experts.ts';
import { fourierTransform2d, inverseFourierTransform2d } from './imaging-layers/fourier-transform.ts';
import { reflectionPadding2d } from './imaging-layers/reflection-padding.ts';
import { standardization, undoStandardization } from './imaging-layers/standardization.ts';

/**
 * The layers of models that are not among the general ones: what whoever reads such a model from a file has to name.
 *
 * @example const copy = modelFromJson(modelToJson(endToEndVarnet(options)), { layers: modelLayerTypes });
 */
export const modelLayerTypes: readonly LayerType[] = [
  ...[fourierTransform2d, inverseFourierTransform2d],
  ...[combineCoils, expandToCoils, rootSumOfSquares, normalizeCoils, coilsToBatch, batchToCoils],
  ...[dataConsistency, dataTerm, fieldsOfExperts, calibrationRegion],
  ...[standardization, undoStandardization, reflectionPadding2d],
];
