import { createHmac, randomBytes } from 'node:crypto';

/** How many bytes a key has. */
const KEY_BYTES = 32;
/** Dates go back by at least a year, and at most ten: always the same number of days for a patient. */
const FEWEST_DAYS = 365;
const MOST_DAYS = 3650;

/**
 * The secret from which all replacements derive (HMAC-SHA-256): with the same key, the same patient, UID or date becomes
 * the same again; without it, nobody can tell what was there.
 */
export class DeidentificationKey {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array = randomBytes(KEY_BYTES)) {
    this.bytes = bytes;
  }

  /** What a patient is called from now on. */
  subject(patient: string): string {
    return `S${this.#digest('subject', patient).toString('hex').slice(0, 12).toUpperCase()}`;
  }

  /** The UID in place of another: derived from 128 bits as from a UUID (PS3.5, B.2). */
  uid(original: string): string {
    return `2.25.${BigInt(`0x${this.#digest('uid', original).toString('hex', 0, 16)}`)}`;
  }

  /** By how many days a patient's dates go back. */
  daysBack(patient: string): number {
    const uniform = this.#digest('days', patient).readUInt32BE() / 2 ** 32;
    return FEWEST_DAYS + Math.floor(uniform * (MOST_DAYS - FEWEST_DAYS + 1));
  }

  #digest(purpose: string, value: string): Buffer {
    return createHmac('sha256', this.bytes).update(`${purpose}\0${value}`).digest();
  }
}
