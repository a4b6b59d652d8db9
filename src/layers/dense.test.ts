import { checkLayer } from '../../test/layer-check.ts';
import { dense } from './index.ts';

checkLayer('dense', () => dense({ units: 4, activation: 'tanh' }), { inputs: [[5]] });
checkLayer('dense without bias on a sequence', () => dense({ units: 4, useBias: false }), {
  inputs: [[3, 5]],
});
checkLayer('dense with softmax', () => dense({ units: 4, activation: 'softmax' }), { inputs: [[3, 5]] });
