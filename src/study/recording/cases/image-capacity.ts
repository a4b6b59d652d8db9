/** Images of so many cases are kept, at most, of a part that a training was evaluated on. */
const MOST_CASES = 200;

/** The images of all cases of a run take so many bytes, at most, for each part that is evaluated. */
export const IMAGE_BYTES = 2 ** 27;

/** Of how many cases images are kept, where those of one take so many bytes and there is room for some. */
export function imageCapacity(bytesOfCase: number, room: number): number {
  return Math.min(MOST_CASES, Math.floor(room / Math.max(1, bytesOfCase)));
}
