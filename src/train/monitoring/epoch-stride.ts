/** So many epochs are told of, with the first, before they are thinned out to every other one. */
const MOST = 62;

/** Every how manieth epoch is told of, once there have been so many: a power of two. */
export function epochStride(epoch: number): number {
  return 2 ** Math.max(0, Math.ceil(Math.log2(epoch / MOST)));
}

/** Whether an epoch, counted from 1, is told of: the first, and then ever fewer. */
export function isTold(epoch: number): boolean {
  return epoch === 1 || epoch % epochStride(epoch) === 0;
}
