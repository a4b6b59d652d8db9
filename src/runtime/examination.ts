import type { Verdict } from './device-choice.ts';
import { reasonOf } from './ort-error.ts';
import { selfCheck } from './self-check.ts';
import type { Device } from './session.ts';
import { trialStep } from './trial-step.ts';

/** Examines a device here and now: whether it computes what it should, and how fast. */
export async function examine(device: Device): Promise<Verdict> {
  try {
    const failure = await selfCheck(device);
    return failure === undefined ? { stepMs: await trialStep(device) } : { failure };
  } catch (error) {
    return { failure: reasonOf(error) };
  }
}
