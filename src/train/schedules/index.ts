export { type CosineDecayOptions, cosineDecay } from './cosine-decay.ts';
export { type OneCycleOptions, oneCycle } from './one-cycle.ts';
export { type ReduceOnPlateauOptions, reduceOnPlateau } from './reduce-on-plateau.ts';
export type { Progress, Schedule } from './schedule.ts';
export { type StepDecayOptions, stepDecay } from './step-decay.ts';
export { type WarmUpOptions, warmUp } from './warm-up.ts';
