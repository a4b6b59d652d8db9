/** How k-space becomes an image, as far as a file says. */
export interface KspaceEncoding {
  /** "cartesian", "radial", "spiral", ... */
  readonly trajectory?: string;
  /** How many times longer the field of view is along the readout than that of the image. */
  readonly readoutOversampling?: number;
  /** The sample of a readout at the center of k-space, from 0. */
  readonly centerSample?: number;
  /** The line at the center of k-space, from 0. */
  readonly centerLine?: number;
}
