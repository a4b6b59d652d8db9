/** The remainders of single bytes for CRC-32C (Castagnoli's polynomial, RFC 3720, appendix B.4). */
const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? 0x82f63b78 : 0);
  return remainder;
});

/** CRC-32C as TensorFlow's record files keep it: turned by 15 bits and moved, so that a CRC of a CRC is no trouble. */
export function maskedCrc32c(bytes: Uint8Array): number {
  let remainder = -1;
  for (const byte of bytes) remainder = (remainder >>> 8) ^ (TABLE[(remainder ^ byte) & 255] ?? 0);
  const crc = ~remainder >>> 0;
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
