/** A kind of file that people have beside their images, by how it begins, and what to do with it. */
interface OtherKind {
  readonly begins: RegExp;
  readonly what: string;
  readonly remedy: string;
}

const UNPACK = 'Unpack it first.';
const DECRYPT = 'Decrypt it first.';
const FETCH = 'It was not fetched as a whole: get it again.';

const kinds: readonly OtherKind[] = [
  { begins: /^PK/, what: 'a ZIP archive', remedy: UNPACK },
  { begins: /^7z\xbc\xaf/, what: 'a 7z archive', remedy: UNPACK },
  { begins: /^Rar!/, what: 'a RAR archive', remedy: UNPACK },
  { begins: /^BZh\d/, what: 'a file packed with bzip2', remedy: UNPACK },
  { begins: /^\xfd7zXZ/, what: 'a file packed with xz', remedy: UNPACK },
  { begins: /^\x28\xb5\x2f\xfd/, what: 'a file packed with zstd', remedy: UNPACK },
  { begins: /^.{257}ustar/s, what: 'a tar archive', remedy: UNPACK },
  { begins: /^Salted__/, what: 'a file encrypted with OpenSSL', remedy: DECRYPT },
  { begins: /^(age-encryption\.org|-----BEGIN (PGP|AGE))/, what: 'an encrypted file', remedy: DECRYPT },
  {
    begins: /^version https:\/\/git-lfs/,
    what: 'a pointer of Git LFS',
    remedy: 'Fetch the file itself: git lfs pull.',
  },
  { begins: /^\s*<(!doctype html|html)/i, what: 'a web page', remedy: FETCH },
  { begins: /^%PDF-/, what: 'a PDF document', remedy: 'Export the images as DICOM.' },
];

/** What a file of no format of ours is, as its first bytes tell, and what to do with it. */
export function otherKind(head: Uint8Array): Pick<OtherKind, 'what' | 'remedy'> | undefined {
  const text = String.fromCharCode(...head);
  return kinds.find(({ begins }) => begins.test(text));
}
