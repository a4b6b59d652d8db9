import { range } from '../../../util/arrays.ts';
import { type Layer, layer } from '../scene/scene.ts';
import { grown, type Shape, within } from '../scene/shapes.ts';
import type { Variation } from './variation.ts';

/** Loops of bowel, of which some hold air, and before them the stomach, with air above its content. */
export function bowel(vary: Variation, inside: Shape): Layer[] {
  const cavity = grown(inside, -3);
  const loops = range(16).map(() => {
    const [x, y] = [vary.between(10, 115), vary.between(-20, 70)];
    return vary.oval(x, y, vary.between(8, 17), vary.between(7, 13), vary.between(0, 180));
  });
  return [...loops.flatMap((loop) => bowelLoop(vary, loop, cavity)), ...stomach(vary, cavity)];
}

function bowelLoop(vary: Variation, loop: Shape, cavity: Shape): Layer[] {
  const content = vary.random.uniform() < 0.25 ? 'air' : 'bowel content';
  return [
    layer('bowel wall', within(loop, cavity)),
    layer(content, within(grown(loop, -2.5), grown(cavity, -2.5))),
  ];
}

function stomach(vary: Variation, cavity: Shape): Layer[] {
  const whole = vary.oval(58, 46, 38, 26, -12);
  const content = within(grown(whole, -4), cavity);
  const level = vary.between(50, 62);
  const aboveLevel: Shape = { distance: (_, y) => level - y, bounds: content.bounds };
  return [
    layer('bowel wall', within(whole, cavity)),
    layer('bowel content', content),
    layer('air', within(content, aboveLevel)),
  ];
}
