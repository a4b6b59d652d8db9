import { range } from '../../../util/arrays.ts';
import { type Layer, layer } from '../scene/scene.ts';
import { grown, type Shape, within } from '../scene/shapes.ts';
import type { Variation } from './variation.ts';

/** The stomach with air above its content, and loops of bowel. */
export function bowel(vary: Variation, inside: Shape): Layer[] {
  const cavity = grown(inside, -3);
  const loops = range(16).map(() =>
    vary.oval(
      vary.between(10, 115),
      vary.between(-20, 70),
      vary.between(8, 17),
      vary.between(7, 13),
      vary.between(0, 180),
    ),
  );
  const stomach = vary.oval(58, 46, 38, 26, -12);
  const level = vary.between(50, 62);
  const air: Shape = {
    distance: (x, y) => Math.max(stomach.distance(x, y) + 4, level - y),
    bounds: stomach.bounds,
  };
  return [
    ...loops.flatMap((loop) => [
      layer('bowel wall', within(loop, cavity)),
      layer(
        vary.random.uniform() < 0.25 ? 'air' : 'bowel content',
        within(grown(loop, -2.5), grown(cavity, -2.5)),
      ),
    ]),
    layer('bowel wall', within(stomach, cavity)),
    layer('bowel content', within(grown(stomach, -4), cavity)),
    layer('air', within(air, cavity)),
  ];
}
