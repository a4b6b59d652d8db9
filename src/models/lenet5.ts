/**
 * LeNet-5 (LeCun, Bottou, Bengio and Haffner 1998, Gradient-based learning applied to document recognition) as it
 * is built today: ReLU, max pooling, full connections between all maps, 10 logits.
 *
 *     image 1 × 28 × 28
 *     convolution 5 × 5, 6 filters, same size    6 × 28 × 28
 *     max pooling 2 × 2, ReLU                    6 × 14 × 14
 *     convolution 5 × 5, 16 filters             16 × 10 × 10
 *     max pooling 2 × 2, ReLU                   16 × 5 × 5
 *     dense 120, ReLU, dense 84, ReLU, dense 10
 *
 * 61,706 parameters. ReLU follows pooling: the largest of positive parts is the positive part of the largest, at a
 * quarter of the work.
 */
import { activation, conv2d, dense, flatten, type Model, maxPooling2d, sequential } from '../layers/index.ts';

/** What may differ from MNIST. */
export interface Lenet5Options {
  /** [channel, row, column]; [1, 28, 28] by default, at least 12 × 12. */
  readonly inputShape?: readonly [number, number, number];
  /** How many logits come out; 10 by default. */
  readonly classes?: number;
}

/**
 * LeNet-5.
 *
 * @example const model = lenet5();
 */
export function lenet5({ inputShape = [1, 28, 28], classes = 10 }: Lenet5Options = {}): Model {
  const kernelInitializer = 'heNormal';
  return sequential(
    [
      conv2d({ filters: 6, kernelSize: 5, padding: 'same', kernelInitializer }),
      maxPooling2d(),
      activation({ activation: 'relu' }),
      conv2d({ filters: 16, kernelSize: 5, kernelInitializer }),
      maxPooling2d(),
      activation({ activation: 'relu' }),
      flatten(),
      dense({ units: 120, activation: 'relu', kernelInitializer }),
      dense({ units: 84, activation: 'relu', kernelInitializer }),
      dense({ units: classes }),
    ],
    { inputShape, name: 'lenet5' },
  );
}
