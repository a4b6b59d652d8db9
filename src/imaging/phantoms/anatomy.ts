import { check } from '../../util/errors.ts';
import { abdomenPhantom } from './abdomen/abdomen.ts';
import type { BodyOptions } from './body-options.ts';
import { brainPhantom } from './brain/brain.ts';
import { kneePhantom } from './knee/knee.ts';
import type { Phantom } from './phantom.ts';

const makers = { brain: brainPhantom, abdomen: abdomenPhantom, knee: kneePhantom } satisfies Record<
  string,
  (options: BodyOptions) => Phantom
>;

/** The anatomies by their names in study files and on the command line. */
export type Anatomy = keyof typeof makers;

/** All of {@link Anatomy}. */
export const anatomies: readonly Anatomy[] = ['brain', 'abdomen', 'knee'];

/**
 * The phantom of an anatomy by name.
 *
 * @throws InputError for an unknown anatomy or contrast.
 * @example anatomyPhantom('knee', { seed: 4 }).image(256, 256);
 */
export function anatomyPhantom(anatomy: Anatomy, options: BodyOptions): Phantom {
  check(anatomies.includes(anatomy), () => ({
    where: 'anatomyPhantom',
    expected: `one of ${anatomies.join(', ')}`,
    received: anatomy,
  }));
  return makers[anatomy](options);
}
