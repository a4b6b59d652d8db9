/**
 * How far one output of a layer looks in space: `reach` positions of its input along each spatial axis, and how
 * many positions of the input lie from one output to the next (a half where the layer doubles the size). Some
 * layers see all of their input.
 */
export type Sight = { readonly reach: readonly number[]; readonly strides: readonly number[] } | 'everything';
