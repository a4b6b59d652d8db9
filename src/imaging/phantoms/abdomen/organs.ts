import { range } from '../../../util/arrays.ts';
import { type Layer, layer } from '../scene/scene.ts';
import { ellipse, grown, type Shape, stroke, uneven, union, within } from '../scene/shapes.ts';
import { smoothNoise } from '../scene/smooth-noise.ts';
import type { Variation } from './variation.ts';

/** Spleen, liver, gallbladder, kidneys and pancreas. */
export function organs(vary: Variation, inside: Shape): Layer[] {
  const noise = smoothNoise(vary.random, 24);
  const cavity = grown(inside, -2);
  const liver = within(
    uneven(union(vary.oval(-78, 14, 66, 60, 20), vary.oval(-22, 46, 52, 28, -8)), noise, 3),
    cavity,
  );
  const spleen = within(uneven(vary.oval(104, -16, 24, 42, 24), noise, 2), cavity);
  return [
    layer('spleen', spleen),
    layer('liver', liver),
    ...liverVessels(vary, liver),
    ...liverLesions(vary, liver),
    layer('cyst', within(vary.oval(-34, 16, 9, 15, 20), cavity)),
    ...[-1, 1].flatMap((side) => kidney(vary, side)),
    layer('pancreas', uneven(stroke([-14, 2, 8, 20, 10, 8, 52, 4, 7, 78, -2, 5]), noise, 2)),
  ];
}

/** Hepatic veins: from the vena cava outward, thinning. */
function liverVessels(vary: Variation, liver: Shape): Layer[] {
  return range(5).map((i): Layer => {
    const angle = 1.6 + 0.45 * i + 0.15 * vary.random.normal();
    const points = range(5).flatMap((k) => {
      const bend = angle + 0.16 * vary.random.normal();
      const far = 14 + 17 * k;
      return [-26 + far * Math.cos(bend), 2 + far * Math.sin(bend), 3 - 0.5 * k];
    });
    return layer('flowing blood', within(stroke(points), grown(liver, -4)));
  });
}

/** Up to three cysts or metastases. */
function liverLesions(vary: Variation, liver: Shape): Layer[] {
  const count = Math.max(0, vary.random.integer(6) - 2);
  return range(count).map((): Layer => {
    const oval = vary.oval(
      -95 + vary.between(-35, 45),
      vary.between(-20, 50),
      vary.between(4, 13),
      vary.between(4, 13),
    );
    return layer(vary.random.uniform() < 0.5 ? 'cyst' : 'tumor', within(oval, grown(liver, -3)));
  });
}

/** Cortex, pyramids around the sinus, and the sinus's fat. */
function kidney(vary: Variation, side: number): Layer[] {
  const [x, y, angle] = [64 * side + 2 * vary.random.normal(), -44 + 3 * vary.random.normal(), 0.5 * side];
  const pyramids = range(7).map((i) => {
    const turn = angle + (side > 0 ? 0 : Math.PI) + (i - 3) * 0.62;
    return ellipse(x + 14 * Math.cos(turn), y + 18 * Math.sin(turn), 4.6, 3.4, (turn * 180) / Math.PI);
  });
  return [
    layer('fat', ellipse(x, y, 28, 33)),
    layer('renal cortex', ellipse(x, y, 23, 28, 12 * side)),
    ...pyramids.map((pyramid) => layer('renal medulla', pyramid)),
    layer('fat', stroke([x - 2 * side, y, 6, x - 24 * side, y + 4, 6])),
  ];
}

/** Aorta and inferior vena cava. */
export function greatVessels(vary: Variation): Layer[] {
  const aorta = vary.oval(8, -15, 11.5, 11.5);
  return [
    layer('bowel wall', aorta),
    layer('flowing blood', grown(aorta, -2)),
    layer('flowing blood', vary.oval(-22, -16, 13, 9)),
  ];
}
