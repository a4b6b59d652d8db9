/** Every threshold of the rules, with its reason. All are shares of the stated quantity unless they say otherwise. */
export const THRESHOLDS = {
  /** Fewer epochs say nothing: a running median and a fifth of them would be single values. */
  epochs: 6,
  /** Divergence: this much of what had been gained is lost again. Less is a bad hour, from which trainings recover. */
  givenBack: 0.5,
  /** Overfitting: the validation loss rose by this share of its minimum, which no one would call the same. */
  rise: 0.05,
  /** And of its fall before, or a curve that fell from 100 to 0.1 would overfit by 0.005. */
  riseOfFall: 0.1,
  /** Overfitting: the validation loss stays above the training loss by this share of the training loss's fall. */
  gap: 0.25,
  /** Underfitting: the training loss keeps this share of the baseline: half of what there was to learn. */
  leftOfBaseline: 0.5,
  /** The same of the first epoch's loss, which has learned something already. */
  leftOfFirst: 0.7,
  /** Underfitting: the last fifth of the epochs still brought this share of the fall; a settled curve brings 1 %. */
  stillFalling: 0.05,
  /** Plateau: a fifth of the epochs brought less than this share of the fall. */
  flat: 0.02,
  /** And more than this came after, or it is the end of learning, not a pause. */
  resumed: 0.2,
  /** A change counts only where it exceeds this many times the noise left by smoothing. */
  noise: 2,
} as const;
