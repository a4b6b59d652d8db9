import fc from 'fast-check';
import { InputError } from '../src/util/errors.ts';

/** The bytes of a good file, damaged: some overwritten, some inserted or taken out, or cut off. */
export function damaged(good: Uint8Array): fc.Arbitrary<Uint8Array> {
  const at = fc.nat(good.length);
  const piece = fc.uint8Array({ maxLength: 12 });
  const overwritten = fc.array(fc.tuple(at, fc.nat(255)), { minLength: 1, maxLength: 8 }).map((changes) => {
    const bytes = Uint8Array.from(good);
    for (const [where, byte] of changes) if (where < bytes.length) bytes[where] = byte;
    return bytes;
  });
  const replaced = fc
    .tuple(at, fc.nat(12), piece)
    .map(([from, length, by]) => Uint8Array.of(...good.slice(0, from), ...by, ...good.slice(from + length)));
  const cut = at.map((end) => good.slice(0, end));
  return fc.oneof(overwritten, replaced, cut);
}

/** Reads; a refusal by {@link InputError} is as good as success, any other error is thrown. */
export function readsOrRefuses<T>(read: () => T): T | 'refused' {
  try {
    return read();
  } catch (error) {
    if (error instanceof InputError) return 'refused';
    throw error;
  }
}
