import { z } from 'zod';
import { pad } from '../../graph/index.ts';
import { bordersOption } from '../../layers/borders.ts';
import { defineLayer } from '../../layers/index.ts';
import { check } from '../../util/errors.ts';

/**
 * An image [channel, row, column] with its inside mirrored around it, without repeating the outermost pixels.
 *
 * @example reflectionPadding2d({ padding: [[0, 1], [0, 1]] }) // one row below, one column on the right
 */
export const reflectionPadding2d = defineLayer({
  type: 'ReflectionPadding2D',
  options: z.strictObject({ padding: bordersOption(2).prefault(1) }),
  outputShape: ([channels = 0, ...sizes], { padding }) => {
    check(
      sizes.length === 2 && padding.every((side, axis) => Math.max(...side) < (sizes[axis] ?? 0)),
      () => ({
        where: '',
        expected: 'an image [channel, row, column] with more pixels than are mirrored',
        received: `[${[channels, ...sizes].join(', ')}]`,
      }),
    );
    return [channels, ...padding.map(([before, after], axis) => (sizes[axis] ?? 0) + before + after)];
  },
  trace: (x, { padding }) => {
    const [before, after] = [padding.map((side) => side[0]), padding.map((side) => side[1])];
    return pad(x, [0, 0, ...before], [0, 0, ...after], 'reflect');
  },
});
