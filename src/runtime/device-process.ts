/** The process in which one device is examined: a driver that crashes or hangs takes nothing else with it. */
import { present } from '../util/errors.ts';
import { examine } from './examination.ts';
import { nodeDevice, nodeDeviceNames } from './node.ts';

const name = nodeDeviceNames.find((known) => known === process.argv[2]);
const verdict = await examine(nodeDevice(present(name, 'the name of a device')));
process.send?.(verdict, () => process.disconnect());
