/**
 * Which shares of a training's time recording may take: less than 2 % together, with what monitoring and examples may take
 * of short trainings beside, once these take a minute.
 */
export const TIME_SHARES = {
  checkpoints: 0.006,
  /** Writing points into the database. */
  points: 0.003,
  monitoring: 0.003,
  examples: 0.001,
} as const;
