/** The thread in which inputs are read and decoded while the network is trained on others. */
import { parentPort, workerData } from 'node:worker_threads';
import { InputError, messageOf } from '../../util/errors.ts';
import { InputReader } from './input-reader.ts';
import type { ReadReply, ReadRequest, ThreadSettings } from './read-messages.ts';

const settings: ThreadSettings = workerData;
const reader = new InputReader(settings);

/** One request after the other. */
let last: Promise<void> = Promise.resolve();

parentPort?.on('message', (request: ReadRequest) => {
  last = last.then(() => answer(request));
});

async function answer({ id, plan }: ReadRequest): Promise<void> {
  try {
    const read = await reader.read(plan);
    const input =
      read.buffer instanceof ArrayBuffer
        ? new Float32Array(read.buffer, read.byteOffset, read.length)
        : read.slice();
    reply({ id, input }, [input.buffer]);
  } catch (error) {
    const complaint =
      error instanceof InputError
        ? error.complaint
        : { where: `item ${plan.item}`, expected: 'a file that can be read', received: messageOf(error) };
    reply({ id, complaint });
  }
}

function reply(message: ReadReply, transfer: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, [...transfer]);
}
