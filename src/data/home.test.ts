import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataHome } from './home.ts';

describe('dataHome', () => {
  it.each([
    ['linux', {}, '/home/ann', '/home/ann/.local/share/echotrain'],
    ['linux', { XDG_DATA_HOME: '/data/ann' }, '/home/ann', '/data/ann/echotrain'],
    ['linux', { XDG_DATA_HOME: 'relative' }, '/home/ann', '/home/ann/.local/share/echotrain'],
    ['linux', { XDG_DATA_HOME: '/data/ann', ECHOTRAIN_HOME: '/big/disk' }, '/home/ann', '/big/disk'],
    ['linux', { ECHOTRAIN_HOME: '' }, '/home/ann', '/home/ann/.local/share/echotrain'],
    ['darwin', { XDG_DATA_HOME: '/x' }, '/Users/ann', '/Users/ann/Library/Application Support/echotrain'],
    ['win32', { LOCALAPPDATA: 'D:\\Local' }, 'C:\\Users\\ann', 'D:\\Local\\echotrain'],
    ['win32', {}, 'C:\\Users\\ann', 'C:\\Users\\ann\\AppData\\Local\\echotrain'],
    ['win32', { ECHOTRAIN_HOME: 'E:\\data' }, 'C:\\Users\\ann', 'E:\\data'],
  ] as const)('on %s with %j is %s -> %s', (platform, environment, userHome, expected) => {
    expect(dataHome({ platform, environment, userHome })).toBe(expected);
  });

  it('takes a relative $ECHOTRAIN_HOME from the working directory', () => {
    expect(dataHome({ environment: { ECHOTRAIN_HOME: 'data' } })).toBe(resolve('data'));
  });
});
