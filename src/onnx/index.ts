export { toOnnx } from './write.ts';
export type { WriteOptions } from './write.ts';
