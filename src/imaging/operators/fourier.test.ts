import { checkLinearOperator } from '../../../test/linear-operator-check.ts';
import { fourier } from './fourier.ts';

checkLinearOperator('fourier in two dimensions', () => fourier([3, 2, 12, 50]));
checkLinearOperator('fourier in one dimension', () => fourier([3, 2, 64], { spatial: 1 }));
checkLinearOperator('fourier in three dimensions', () => fourier([2, 6, 8, 53], { spatial: 3 }));
checkLinearOperator('fourier along columns', () => fourier([2, 7, 60], { axes: [-1] }));
checkLinearOperator('fourier along rows', () => fourier([2, 60, 7], { axes: [-2] }));
checkLinearOperator('fourier along slices', () => fourier([2, 54, 4, 6], { spatial: 3, axes: [-3] }));
