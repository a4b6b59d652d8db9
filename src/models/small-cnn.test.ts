import { checkModel } from '../../test/model-check.ts';
import { smallCnn } from './small-cnn.ts';

checkModel('smallCnn', () => smallCnn(), { parameters: 103_850, outputShape: [10] });
checkModel(
  'smallCnn, smaller',
  () => smallCnn({ inputShape: [3, 9, 12], classes: 2, filters: 4, dropoutRate: 0 }),
  {
    parameters: 2_030,
    outputShape: [2],
  },
);
