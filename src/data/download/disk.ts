import { InputError, messageOf } from '../../util/errors.ts';

/**
 * Does something on the disk, and says what to do where that fails: `remedy`.
 *
 * @throws InputError when the disk is full, read-only, forbidden ...
 */
export async function onDisk<T>(
  path: string,
  action: () => Promise<T>,
  remedy = 'Make room there, or choose another place by the environment variable ECHOTRAIN_HOME.',
): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof InputError) throw error;
    const complaint = {
      where: path,
      expected: 'a place with room and permission to read and write',
      received: messageOf(error),
      remedy,
    };
    throw new InputError(complaint, { cause: error });
  }
}
