import { describe, expect, it } from 'vitest';
import { fullName, layersOf, scoresOf, seriesOf, trainingsOf } from './series-name.ts';

const series = [
  'training 10/train/loss',
  'training 2/monitor/gradientNorm',
  'training 2/monitor/gradientNorm/step/train/odd name',
  'training 2/step/loss',
  'training 2/train/accuracy',
  'training 2/validation/ssim',
  'something else',
];

describe('the names of series', () => {
  it('say of which training they are, in the order of their numbers', () => {
    expect(trainingsOf(series)).toEqual(['training 2', 'training 10']);
    expect(trainingsOf(['step/loss', 'monitor/weightNorm/step/x'])).toEqual(['']);
    expect(seriesOf(series, 'training 10')).toEqual(['train/loss']);
    expect(seriesOf(['train/loss'], '')).toEqual(['train/loss']);
  });

  it('are put together again', () => {
    for (const name of series.slice(0, 6)) {
      const training = trainingsOf([name])[0] ?? '';
      expect(seriesOf([name], training).map((one) => fullName(training, one))).toEqual([name]);
    }
  });

  it('say which scores and layers there are, whatever layers are called', () => {
    const own = seriesOf(series, 'training 2');
    expect(scoresOf(own)).toEqual(['loss', 'accuracy', 'ssim']);
    expect(layersOf(own, 'gradientNorm')).toEqual(['step/train/odd name']);
  });
});
