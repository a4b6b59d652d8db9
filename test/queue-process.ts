/** A process with a queue, as a server has one, that runs the study of a folder twice; until it is killed. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Queue } from '../src/runner/index.ts';
import { Store } from '../src/store/index.ts';
import { orderIn } from './small-run.ts';

const [folder = ''] = process.argv.slice(2);
const queue = new Queue(await Store.open(join(folder, '.echotrain')));
await queue.enqueue(orderIn(folder, 'first'));
await queue.enqueue(orderIn(folder, 'second', { threads: availableParallelism() }));
