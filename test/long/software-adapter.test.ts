import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { chooseDevice } from '../../src/runtime/node.ts';

const driver = '/usr/lib/chromium/vk_swiftshader_icd.json';
const missing = existsSync(driver) ? '' : ` (skipped: there is no ${driver})`;

describe.skipIf(missing !== '')(`a graphics card made of software${missing}`, () => {
  beforeAll(() => {
    vi.stubEnv('VK_DRIVER_FILES', driver);
    vi.stubEnv('LD_LIBRARY_PATH', dirname(driver));
    vi.stubEnv('XDG_RUNTIME_DIR', '/run');
  });
  afterAll(() => void vi.unstubAllEnvs());

  it('passes the self-check where it is asked for', async () => {
    const { device, reason } = await chooseDevice('webgpu');
    expect(device.name).toBe('webgpu');
    expect(reason).toBe('webgpu: asked for');
  });

  it('is not chosen, because it is slow', async () => {
    const { device, reason } = await chooseDevice();
    expect(device.name).toBe('cpu');
    expect(reason).toMatch(/webgpu not used: \d+(\.\d)? times slower than cpu$/);
  });
});
