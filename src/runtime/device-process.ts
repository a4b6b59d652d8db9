/** The process in which one device is examined: a driver that crashes or hangs takes nothing else with it. */

import { present } from '../util/errors.ts';
import type { Verdict } from './device-choice.ts';
import { nodeDevice, nodeDeviceNames } from './node.ts';
import { reasonOf } from './ort-error.ts';
import { selfCheck } from './self-check.ts';
import { trialStep } from './trial-step.ts';

async function examine(asked: string | undefined): Promise<Verdict> {
  const name = nodeDeviceNames.find((known) => known === asked);
  try {
    const device = nodeDevice(present(name, 'the name of a device'));
    const failure = await selfCheck(device);
    return failure === undefined ? { stepMs: await trialStep(device) } : { failure };
  } catch (error) {
    return { failure: reasonOf(error) };
  }
}

const verdict = await examine(process.argv[2]);
process.send?.(verdict, () => process.disconnect());
