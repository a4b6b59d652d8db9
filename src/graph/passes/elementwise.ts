import type { Tensor } from '../tensor.ts';

const NAMES: ReadonlySet<string> = new Set(
  `Abs Add And Cast Clip Cos Div Elu Equal Erf Exp Floor Greater GreaterOrEqual Identity LeakyRelu Less LessOrEqual
   Log Max Min Mul Neg Not Or Pow Reciprocal Relu Sigmoid Sign Sin Softplus Sqrt Sub Tanh Where`.split(/\s+/),
);

/** Whether a primitive treats every element alike, whatever the order and the number of the axes. */
export function isElementwise(tensor: Tensor): boolean {
  return NAMES.has(tensor.origin.name);
}
