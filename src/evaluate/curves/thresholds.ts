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

  /** Steps of a series are read in so many windows at most: a running median wants a few hundred values, not a million. */
  windows: 400,
  /** Where there are too few epochs, so many steps serve: a batch's loss is noisy. */
  leastSteps: 200,
  /** Overfitting is only possible, and unsaid while it runs, below so many deviations: the lowest is an outlier, too. */
  surely: 5,
  /** While a training runs, only what was true a tenth of the steps ago, too, is said. */
  steady: 0.9,

  /** Explosion: the last loss is this many times the first, and the largest: no batch is that unlucky. */
  explosion: 10,
  /** Rate too high: in the first fifth of the steps the loss, as the median of three, is this many times a beginner's. */
  overshoot: 1.5,
  /** Twice that is hardly anything else, even of a single step. */
  overshootLikely: 3,
  /** A single step so many times a beginner's may be an odd batch, or the first sign. */
  overshootSingle: 2,
  /** And this much further out than any batch of the last quarter is. */
  overshootOdd: 1.5,
  /** Fewer steps have no beginning. */
  overshootSteps: 20,
  /** The part of a training that counts as its beginning. */
  beginning: 0.2,
  /** Rate too high: a layer's weights grew this many times in norm; trainings that work seldom double it. */
  weightGrowth: 5,

  /** Rate too low: the second half of the training brought this share of the fall; a line brings 0.5, a decay 0.1. */
  straight: 0.35,
  /** And it brought this share of the first loss, or nothing moves, which has other causes, too. */
  slowFall: 0.05,
  /** And this share of the first loss is left: else it is simply not finished. */
  leftWhenSlow: 0.65,
  /** And so many of ten changes of the smoothed loss lead down: the direction is right, only the step is short. */
  downward: 0.8,

  /** Dead units: this share of a layer, in the median of the last quarter, is worth a look: some always are. */
  deadPossible: 0.5,
  /** This is hardly by chance. */
  deadLikely: 0.75,
  /** This leaves nothing that could learn. */
  deadSure: 0.95,
  /** Of a smaller batch a unit may be 0 for all items by chance. */
  deadBatch: 16,

  /** Norms are read in so many windows at most. */
  windowsOfNorms: 100,
  /** Exploding gradients: the norm is this many times its median before, and the loss rose; batches differ by 3 to 5. */
  gradientGrowth: 10,
  /** Exploding gradients: a single norm is this many times the median of all, which training makes small. */
  gradientSpike: 100,
  /** Vanishing gradients: a layer's share of the largest layer's norm; in trainings that work it is above 0.01. */
  gradientShare: 1e-3,
  /** Fewer monitored steps say nothing. */
  monitored: 5,

  /** Label noise: the validation accuracy fell by this much from its best; what overfits clean labels loses 0.02. */
  accuracyLost: 0.05,
  /** This much is hardly anything else. */
  accuracyLostLikely: 0.08,
  /** And the training accuracy rose by this much since: the network learns by heart what does not generalize. */
  memorized: 0.2,
} as const;
