export { type AdamOptions, type AdamWOptions, adam, adamW } from './adam.ts';
export { clipByGlobalNorm } from './clipping.ts';
export { type IpalmOptions, ipalm } from './ipalm.ts';
export type { Named, Optimizer, UpdateInputs } from './optimizer.ts';
export { type RmsPropOptions, rmsProp } from './rms-prop.ts';
export { type SgdOptions, sgd } from './sgd.ts';
