/** A sagittal slice through a knee's inner condyle; lengths in mm, front to the left. */
import { RandomStream } from '../../../util/random.ts';
import { sequenceOf } from '../../simulation/signal.ts';
import type { BodyOptions } from '../body-options.ts';
import type { Phantom } from '../phantom.ts';
import { scenePhantom } from '../scene/scene.ts';
import { bones } from './bones.ts';
import { front, joint, leg } from './soft-tissues.ts';

/**
 * A sagittal slice of a knee: femur, tibia and patella with marrow, cortical bone and cartilage, menisci, tendons,
 * muscles, fat, and more or less fluid, at times an edema of the marrow.
 *
 * @example kneePhantom({ seed: 2, contrast: 'proton-density' }).image(320, 320);
 */
export function kneePhantom({
  seed,
  contrast = 'proton-density',
  fieldOfViewMm = 170,
}: BodyOptions): Phantom {
  const random = RandomStream.derive(seed, 'knee');
  const size = 1 + 0.05 * random.normal();
  const layers = [...leg(random), ...bones(random), ...joint(random), ...front(random)];
  // A larger knee is a smaller field of view.
  return scenePhantom({ layers, fieldOfViewMm: fieldOfViewMm / size, seed }, sequenceOf(contrast));
}
