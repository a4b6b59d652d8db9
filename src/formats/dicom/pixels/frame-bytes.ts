import { check, InputError } from '../../../util/errors.ts';
import type { EncapsulatedPixels, Stretch } from '../fragments.ts';

/**
 * Assigns fragments to frames: by an offset table, or one each, or where frames are in several fragments, by how their
 * codestreams begin.
 *
 * @throws InputError where the file is cut off, or there are too few.
 */
export function framesOfFragments(
  pixels: EncapsulatedPixels,
  frames: number,
  where: string,
): readonly (readonly Stretch[])[] {
  const { fragments, source, cutOff } = pixels;
  check(!cutOff && fragments.length >= frames, () => ({
    where,
    expected: `${frames} compressed frame${frames === 1 ? '' : 's'}`,
    received: cutOff ? `a file of ${source.size} bytes that ends before` : `${fragments.length} fragments`,
    remedy: 'The file is cut off or damaged: get it again.',
  }));
  if (frames === 1) return [fragments];
  const byTable = byOffsets(pixels, frames);
  if (byTable) return byTable;
  if (fragments.length === frames) return fragments.map((fragment) => [fragment]);
  const groups = grouped(fragments, (fragment) => beginsCodestream(pixels, fragment));
  if (groups.length === frames) return groups;
  throw new InputError({
    where,
    expected: `${frames} compressed frames`,
    received: `${fragments.length} fragments, of which ${groups.length} begin one`,
    remedy: 'The file is damaged: get it again.',
  });
}

/** By the extended or else the basic offset table, if every frame begins with a fragment where it says. */
function byOffsets(pixels: EncapsulatedPixels, frames: number): Stretch[][] | undefined {
  const { fragments, basicOffsets, extendedOffsets = basicOffsets } = pixels;
  const first = fragments[0]?.offset ?? 0;
  const starts = new Set(extendedOffsets.slice(0, frames).map((offset) => first + offset));
  const groups = grouped(fragments, ({ offset }) => starts.has(offset));
  return starts.size === frames && groups.length === frames ? groups : undefined;
}

function grouped(fragments: readonly Stretch[], begins: (fragment: Stretch) => boolean): Stretch[][] {
  const groups: Stretch[][] = [];
  for (const fragment of fragments) {
    if (begins(fragment)) groups.push([fragment]);
    else groups.at(-1)?.push(fragment);
  }
  return groups;
}

/** Whether a fragment begins like JPEG, JPEG-LS (SOI) or JPEG 2000 (SOC). */
function beginsCodestream({ source }: EncapsulatedPixels, { offset, length }: Stretch): boolean {
  const [first, second] = source.read(offset, Math.min(2, length));
  return first === 0xff && (second === 0xd8 || second === 0x4f);
}

/** The bytes of a compressed frame. */
export function frameBytes({ source }: EncapsulatedPixels, fragments: readonly Stretch[]): Uint8Array {
  const [only, ...more] = fragments;
  if (only && more.length === 0) return source.read(only.offset, only.length);
  const whole = new Uint8Array(fragments.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const { offset, length } of fragments) {
    whole.set(source.read(offset, length), at);
    at += length;
  }
  return whole;
}
