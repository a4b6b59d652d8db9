/** What went wrong with something a caller gave, in the four parts every message has. */
export interface Complaint {
  /** The function, layer, file or key that noticed. */
  readonly where: string;
  readonly expected: string;
  readonly received: string;
  /** What to do about it. */
  readonly remedy?: string;
}

/**
 * Bad input: arguments, files or settings that do not fit. Everything the library refuses is one of these.
 *
 * @example throw new InputError({ where: 'conv', expected: '4 axes', received: 'shape [3, 4]' });
 */
export class InputError extends Error {
  readonly complaint: Complaint;

  constructor(complaint: Complaint, options?: ErrorOptions) {
    const { where, expected, received, remedy } = complaint;
    super(`${where}: expected ${expected}, received ${received}.${remedy ? ` ${remedy}` : ''}`, options);
    this.name = 'InputError';
    this.complaint = complaint;
  }
}

/** Throws an {@link InputError} unless `condition` holds; the complaint is built only when needed. */
export function check(condition: boolean, complaint: () => Complaint): asserts condition {
  if (!condition) throw new InputError(complaint());
}

/** Throws when one of our own assumptions is broken: a defect of echotrain, never of its input. */
export function invariant(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`internal: ${message}`);
}

/** The value, which our own logic guarantees to be there. */
export function present<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new Error(`internal: missing ${what}`);
  return value;
}

/** An error's message, whatever was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
