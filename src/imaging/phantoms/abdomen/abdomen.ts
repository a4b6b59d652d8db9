/** An axial slice through liver, spleen and kidneys; lengths in mm, the patient's left to the right. */
import { sequenceOf } from '../../simulation/signal.ts';
import type { BodyOptions } from '../body-options.ts';
import type { Phantom } from '../phantom.ts';
import { scenePhantom } from '../scene/scene.ts';
import { ellipse, grown } from '../scene/shapes.ts';
import { bowel } from './bowel.ts';
import { greatVessels, organs } from './organs.ts';
import { Variation } from './variation.ts';
import { envelope, spine } from './wall.ts';

/**
 * An axial slice of an abdomen: fat and muscle around, liver with vessels, spleen, kidneys, spine, great vessels,
 * pancreas, stomach and bowel, at times lesions of the liver. Sizes, fat, bowel and lesions differ from seed to seed.
 *
 * @example abdomenPhantom({ seed: 2, contrast: 't2' }).image(256, 256);
 */
export function abdomenPhantom({ seed, contrast = 't1', fieldOfViewMm = 400 }: BodyOptions): Phantom {
  const vary = new Variation(seed, 'abdomen');
  const body = ellipse(0, 0, vary.about(158, 0.05), vary.about(108, 0.05));
  const wall = grown(body, -vary.between(12, 30));
  const inside = grown(wall, -vary.between(7, 11));
  const layers = [
    ...envelope(body, wall, inside),
    ...bowel(vary, inside),
    ...spine(vary),
    ...organs(vary, inside),
    ...greatVessels(vary),
  ];
  return scenePhantom({ layers, fieldOfViewMm, seed }, sequenceOf(contrast));
}
