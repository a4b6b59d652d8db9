import { RandomStream } from '../../../util/random.ts';
import { ellipse, type Shape } from '../scene/shapes.ts';

/** Random sizes and places of one subject. */
export class Variation {
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
