import { join } from 'node:path';
import { dataHome } from '../data/node.ts';
import { type ChosenDevice, chooseDevice } from '../runtime/node.ts';
import { deviceLine } from './device-line.ts';

/** Chooses the device and says which and why; what the examinations found is remembered for a day. */
export async function chooseOurDevice(preference: string): Promise<ChosenDevice> {
  const chosen = await chooseDevice(preference, { memory: join(dataHome(), 'devices.json') });
  process.stderr.write(deviceLine(chosen.reason));
  return chosen;
}
