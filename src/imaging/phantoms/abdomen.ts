/** An axial slice through liver, spleen and kidneys; lengths in mm, the patient's left to the right. */
import { range } from '../../util/arrays.ts';
import { RandomStream } from '../../util/random.ts';
import { type Contrast, type Sequence, sequenceOf } from '../simulation/signal.ts';
import type { Phantom } from './phantom.ts';
import { type Layer, scenePhantom } from './scene/scene.ts';
import {
  ellipse,
  grown,
  type Shape,
  type StrokePoint,
  stroke,
  uneven,
  union,
  within,
} from './scene/shapes.ts';
import { smoothNoise } from './scene/smooth-noise.ts';
import type { Tissue } from './scene/tissues.ts';

/** Which body, and how it is scanned. */
export interface BodyOptions {
  /** The subject. */
  readonly seed: number;
  /** A contrast by name, or a sequence with its timing. */
  readonly contrast?: Contrast | Sequence;
  /** The side of the square field of view. */
  readonly fieldOfViewMm?: number;
}

/** Random sizes and places of one subject. */
class Variation {
  readonly random: RandomStream;

  constructor(seed: number, name: string) {
    this.random = RandomStream.derive(seed, name);
  }

  /** A value some percent off. */
  about(value: number, share = 0.06): number {
    return value * (1 + share * this.random.normal());
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.random.uniform();
  }

  /** An organ of about this size at about this place. */
  oval(x: number, y: number, a: number, b: number, angle = 0): Shape {
    return ellipse(
      x + 2 * this.random.normal(),
      y + 2 * this.random.normal(),
      this.about(a),
      this.about(b),
      angle,
    );
  }
}

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

function layer(tissue: Tissue, shape: Shape): Layer {
  return { tissue, shape };
}

function envelope(body: Shape, wall: Shape, inside: Shape): Layer[] {
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

function spine(vary: Variation): Layer[] {
  const vertebra = vary.oval(0, -42, 23, 18);
  const sides = [-1, 1];
  return [
    ...sides.map((side) => layer('muscle', vary.oval(36 * side, -78, 26, 19))),
    ...sides.map((side) => layer('muscle', vary.oval(36 * side, -46, 13, 16))),
    ...sides.map((side) =>
      layer(
        'cortical bone',
        stroke([
          [12 * side, -66, 5],
          [17 * side, -76, 4],
          [0, -92, 4],
        ]),
      ),
    ),
    layer('cerebrospinal fluid', ellipse(0, -70, 10, 8.5)),
    layer('white matter', ellipse(0, -70.5, 5.5, 4)),
    layer('cortical bone', vertebra),
    layer('marrow of vertebrae', grown(vertebra, -1.8)),
  ];
}

function organs(vary: Variation, inside: Shape): Layer[] {
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
    layer(
      'pancreas',
      uneven(
        stroke([
          [-14, 2, 8],
          [20, 10, 8],
          [52, 4, 7],
          [78, -2, 5],
        ]),
        noise,
        2,
      ),
    ),
  ];
}

function liverVessels(vary: Variation, liver: Shape): Layer[] {
  return range(5).map((i): Layer => {
    const angle = 1.6 + 0.45 * i + 0.15 * vary.random.normal();
    const points = range(5).map((k): StrokePoint => {
      const bend = angle + 0.16 * vary.random.normal();
      const far = 14 + 17 * k;
      return [-26 + far * Math.cos(bend), 2 + far * Math.sin(bend), 3 - 0.5 * k];
    });
    return layer('flowing blood', within(stroke(points), grown(liver, -4)));
  });
}

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
    layer(
      'fat',
      stroke([
        [x - 2 * side, y, 6],
        [x - 24 * side, y + 4, 6],
      ]),
    ),
  ];
}

function greatVessels(vary: Variation): Layer[] {
  return [
    layer('bowel wall', vary.oval(8, -15, 11.5, 11.5)),
    layer('flowing blood', vary.oval(8, -15, 9.5, 9.5)),
    layer('flowing blood', vary.oval(-22, -16, 13, 9)),
  ];
}

/** The stomach with air above its content, and loops of bowel. */
function bowel(vary: Variation, inside: Shape): Layer[] {
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
