import { latin1 } from '../bytes/cursor.ts';

/** A decoder of bytes in one coded character set. */
type Decode = (bytes: Uint8Array) => string;

const ESCAPE = 0x1b;

/** Defined terms for the whole value (PS3.3 C.12.1.1.2), and the encodings of the WHATWG that read them. */
const ENCODINGS: ReadonlyMap<string, string> = new Map([
  ['ISO_IR 101', 'iso-8859-2'],
  ['ISO_IR 109', 'iso-8859-3'],
  ['ISO_IR 110', 'iso-8859-4'],
  ['ISO_IR 144', 'iso-8859-5'],
  ['ISO_IR 127', 'iso-8859-6'],
  ['ISO_IR 126', 'iso-8859-7'],
  ['ISO_IR 138', 'iso-8859-8'],
  ['ISO_IR 148', 'windows-1254'],
  ['ISO_IR 203', 'iso-8859-15'],
  ['ISO_IR 166', 'windows-874'],
  ['ISO_IR 13', 'shift_jis'],
  ['ISO_IR 192', 'utf-8'],
  ['GB18030', 'gb18030'],
  ['GBK', 'gbk'],
]);

/** Escape sequences (without the escape itself, PS3.3 tables C.12-3 and C.12-4), and what they switch to. */
const ESCAPES: readonly (readonly [sequence: string, decode: Decode])[] = [
  ['(B', latin1],
  ['(J', decoder('shift_jis')],
  [')I', decoder('shift_jis')],
  ['$B', (bytes) => decoder('euc-jp')(raised(bytes))],
  ['$(D', (bytes) => decoder('euc-jp')(raised(bytes, 0x8f))],
  ['$)C', decoder('euc-kr')],
  ['$)A', decoder('gb18030')],
  ['-A', latin1],
  ['-B', decoder('iso-8859-2')],
  ['-C', decoder('iso-8859-3')],
  ['-D', decoder('iso-8859-4')],
  ['-L', decoder('iso-8859-5')],
  ['-G', decoder('iso-8859-6')],
  ['-F', decoder('iso-8859-7')],
  ['-H', decoder('iso-8859-8')],
  ['-M', decoder('windows-1254')],
  ['-b', decoder('iso-8859-15')],
  ['-T', decoder('windows-874')],
];

/** The terms of Specific Character Set that name a set, so that another term can be told from these. */
const DEFAULTS = new Set(['', 'ISO_IR 6', 'ISO_IR 100']);

/**
 * Bytes as text, as the values of Specific Character Set (0008,0005) say: the first holds from the beginning, escape
 * sequences switch to others (ISO 2022). An unknown term counts as Latin-1, which loses nothing.
 *
 * @example decodeText(bytes, ['', 'ISO 2022 IR 87']); // Japanese
 */
export function decodeText(bytes: Uint8Array, charsets: readonly string[]): string {
  if (isAscii(bytes)) return latin1(bytes);
  const initial = initialDecoder(charsets[0] ?? '');
  if (!bytes.includes(ESCAPE)) return initial(bytes);
  return [...segments(bytes, initial)].join('');
}

/** Whether a term of Specific Character Set is one that {@link decodeText} knows. */
export function isKnownCharset(term: string): boolean {
  const single = term.replace('ISO 2022 IR ', 'ISO_IR ');
  return DEFAULTS.has(single) || ENCODINGS.has(single) || /^ISO_IR (87|159|149|58)$/.test(single);
}

function isAscii(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte >= 0x80 || byte === ESCAPE) return false;
  }
  return true;
}

function initialDecoder(term: string): Decode {
  const single = term.replace('ISO 2022 IR ', 'ISO_IR ');
  const encoding = ENCODINGS.get(single);
  if (encoding !== undefined) return decoder(encoding);
  return single === 'ISO_IR 149' ? decoder('euc-kr') : latin1;
}

const decoders = new Map<string, InstanceType<typeof TextDecoder>>();

function decoder(encoding: string): Decode {
  return (bytes) => {
    const known = decoders.get(encoding) ?? new TextDecoder(encoding, { ignoreBOM: true });
    decoders.set(encoding, known);
    return known.decode(bytes);
  };
}

/** Seven-bit pairs as EUC has them: with the upper bits set, each pair behind a prefix where the set needs one. */
function raised(bytes: Uint8Array, prefix?: number): Uint8Array {
  const raisedBytes: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const [first = 0, second = 0] = bytes.subarray(at, at + 2);
    const pair = first > 0x20 && at + 1 < bytes.length;
    if (pair && prefix !== undefined) raisedBytes.push(prefix);
    raisedBytes.push(...(pair ? [first | 0x80, second | 0x80] : [first]));
    at += pair ? 2 : 1;
  }
  return Uint8Array.from(raisedBytes);
}

/** The pieces between escape sequences; the end of a line switches back to the first set. */
function* segments(bytes: Uint8Array, initial: Decode): Generator<string> {
  let decode = initial;
  let start = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === ESCAPE) {
      yield decode(bytes.subarray(start, at));
      const [sequence, next] = switched(bytes, at + 1) ?? ['', initial];
      decode = next;
      at += sequence.length;
      start = at + 1;
    } else if (byte === 0x0d || byte === 0x0a) {
      yield decode(bytes.subarray(start, at));
      decode = initial;
      start = at;
    }
  }
  yield decode(bytes.subarray(start));
}

function switched(bytes: Uint8Array, at: number): (typeof ESCAPES)[number] | undefined {
  const following = latin1(bytes.subarray(at, at + 3));
  return ESCAPES.find(([sequence]) => following.startsWith(sequence));
}
