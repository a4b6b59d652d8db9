/** What was measured of a training while it runs. */
export interface Measurement {
  /**
   * By name: `examplesPerSecond`; `gradientNorm` of all weights; and of each layer, by its name in the summary,
   * `gradientNorm/LAYER`, `weightNorm/LAYER`, `updateRatio/LAYER` (how far the step moved the weights, as a share of
   * their norm), `activationMean/LAYER`, `activationStd/LAYER` and, of rectifiers, `deadUnits/LAYER`: the share of units
   * that are 0 for every item of the batch.
   */
  readonly values: Readonly<Record<string, number>>;
  /** How each layer's weights are distributed, after epochs. */
  readonly weights?: Readonly<Record<string, WeightHistogram>>;
}

/** How weights are distributed, in bins of one width. */
export interface WeightHistogram {
  /** Where bins begin and end, one more than there are bins. */
  readonly edges: readonly number[];
  /** How many weights are in each bin. */
  readonly counts: readonly number[];
}

/** How a training is monitored. */
export interface MonitoringOptions {
  /** Which share of the time it may take, beside 150 ms from which short trainings tell something; 0.01 by default. */
  readonly share?: number;
  /** Looks into the network at every so many steps, whatever that takes; by default as often as the share allows. */
  readonly everySteps?: number;
}
