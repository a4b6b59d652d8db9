const ORIENTATION = 0x0112;

/** The orientation in an Exif block, which is a TIFF file (CIPA DC-008, 4.6.4): 1 to 8; undefined where it has none. */
export function exifOrientation(exif: Uint8Array): number | undefined {
  if (exif.length < 8) return undefined;
  const view = new DataView(exif.buffer, exif.byteOffset, exif.length);
  const little = view.getUint16(0) === 0x4949;
  const directory = view.getUint32(4, little);
  if (directory + 2 > exif.length) return undefined;
  const count = view.getUint16(directory, little);
  for (let at = directory + 2, i = 0; i < count && at + 12 <= exif.length; i++, at += 12) {
    if (view.getUint16(at, little) === ORIENTATION) return view.getUint16(at + 8, little);
  }
  return undefined;
}
