/** Which shares of a training's time recording may take by its own clocks. */
export const TIME_SHARES = {
  checkpoints: 0.004,
  /** Writing points into the database. */
  points: 0.002,
  monitoring: 0.0015,
  examples: 0.0005,
} as const;
