import { definePrimitive } from '../primitive.ts';
import type { Tensor } from '../tensor.ts';
import { lowered, NONE } from './elementwise.ts';

const identityPrimitive = definePrimitive<object>({
  name: 'Identity',
  shape: ([x]) => ({ shape: x?.shape ?? [], dtype: x?.dtype ?? 'float32' }),
  gradient: () => [null],
  lowering: lowered('Identity'),
});

/** x, through which no gradient passes. */
export function stopGradient(x: Tensor): Tensor {
  return identityPrimitive([x], NONE);
}
