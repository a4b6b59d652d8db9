/** Which shares of a training's time recording may take: less than 2 % together. */
export const TIME_SHARES = {
  checkpoints: 0.008,
  /** Writing points into the database. */
  points: 0.003,
  monitoring: 0.003,
  examples: 0.002,
} as const;
