import { range } from '../../../util/arrays.ts';
import { type Layer, layer } from '../scene/scene.ts';
import { ellipse, grown, type Shape, stroke } from '../scene/shapes.ts';
import type { Variation } from './variation.ts';

/** Skin, fat, the muscular wall with ribs, and the fat inside. */
export function envelope(body: Shape, wall: Shape, inside: Shape): Layer[] {
  const ribs = range(12).map((i) => {
    const angle = 0.5 + (i * Math.PI * 2) / 12;
    const at = (radius: number): number =>
      radius - inside.distance(radius * Math.cos(angle), radius * Math.sin(angle)) + 4;
    const r = at(at(140));
    return ellipse(r * Math.cos(angle), r * Math.sin(angle), 7, 3.6, (angle * 180) / Math.PI + 90);
  });
  return [
    layer('skin', body),
    layer('fat', grown(body, -2)),
    layer('muscle', wall),
    layer('fat', inside),
    ...ribs.flatMap((rib) => [layer('cortical bone', rib), layer('marrow', grown(rib, -1.6))]),
  ];
}

/** A vertebra, the spinal cord in its fluid, and the muscles beside. */
export function spine(vary: Variation): Layer[] {
  const vertebra = vary.oval(0, -42, 23, 18);
  const sides = [-1, 1];
  return [
    ...sides.map((side) => layer('muscle', vary.oval(36 * side, -78, 26, 19))),
    ...sides.map((side) => layer('muscle', vary.oval(36 * side, -46, 13, 16))),
    ...sides.map((side) => layer('cortical bone', stroke([12 * side, -66, 5, 17 * side, -76, 4, 0, -92, 4]))),
    layer('cerebrospinal fluid', ellipse(0, -70, 10, 8.5)),
    layer('white matter', ellipse(0, -70.5, 5.5, 4)),
    layer('cortical bone', vertebra),
    layer('marrow of vertebrae', grown(vertebra, -1.8)),
  ];
}
