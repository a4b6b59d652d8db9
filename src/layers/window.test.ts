import { describe, expect, it } from 'vitest';
import { type Window, windowCounts, windowCoverage, windowPads } from './window.ts';

const same = (size: number, stride: number): Window => ({
  size: [size],
  strides: [stride],
  dilation: [1],
  padding: 'same',
});

describe('a window with same padding', () => {
  it('pads as TensorFlow does: what is odd goes to the end', () => {
    expect(windowPads([28], same(5, 1))).toEqual([2, 2]);
    expect(windowPads([28], same(2, 1))).toEqual([0, 1]);
    expect(windowPads([5], same(3, 2))).toEqual([1, 1]);
    expect(windowPads([6], same(3, 2))).toEqual([0, 1]);
    expect(windowPads([6], same(1, 3))).toEqual([0, 0]);
  });
  it('knows which share of it lies inside', () => {
    expect([...windowCoverage([6], same(3, 2))]).toEqual([1, 1, Math.fround(2 / 3)]);
    expect([
      ...windowCoverage([2, 1], { ...same(3, 1), size: [3, 3], strides: [1, 1], dilation: [1, 1] }),
    ]).toEqual([Math.fround(2 / 9), Math.fround(2 / 9)]);
  });
});

describe('a window', () => {
  it('counts with gaps', () => {
    const dilated: Window = { size: [3], strides: [1], dilation: [2], padding: 'valid' };
    expect(windowCounts([7], dilated)).toEqual([3]);
    expect(() => windowCounts([4], dilated)).toThrow(
      'at least as large as the window, 5 along spatial axis 0',
    );
  });
});
