import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataHome } from './home.ts';

describe('dataHome', () => {
  it.each([
    ['linux', {}, '/people/ann', '/people/ann/.local/share/echotrain'],
    ['linux', { XDG_DATA_HOME: '/data/ann' }, '/people/ann', '/data/ann/echotrain'],
    ['linux', { XDG_DATA_HOME: 'relative' }, '/people/ann', '/people/ann/.local/share/echotrain'],
    ['linux', { XDG_DATA_HOME: '/data/ann', ECHOTRAIN_HOME: '/big/disk' }, '/people/ann', '/big/disk'],
    ['linux', { ECHOTRAIN_HOME: '' }, '/people/ann', '/people/ann/.local/share/echotrain'],
    ['darwin', { XDG_DATA_HOME: '/x' }, '/persons/ann', '/persons/ann/Library/Application Support/echotrain'],
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
