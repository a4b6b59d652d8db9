import { type Dataset, mnist } from 'echotrain/data';
import { z } from 'zod';

const answer = z.object({ isHere: z.boolean() });

/** Whether the server has the files of MNIST. */
export async function hasMnist(): Promise<boolean> {
  return answer.parse(await (await fetch('/api/lessons/mnist')).json()).isHere;
}

/** MNIST out of the files that the server has. */
export async function loadMnist(): Promise<{ readonly train: Dataset; readonly test: Dataset }> {
  const [trainImages, trainLabels, testImages, testLabels] = await Promise.all([
    fileOf('trainImages'),
    fileOf('trainLabels'),
    fileOf('testImages'),
    fileOf('testLabels'),
  ]);
  return mnist({ trainImages, trainLabels, testImages, testLabels });
}

async function fileOf(name: string): Promise<Uint8Array> {
  const answer = await fetch(`/api/lessons/mnist/${name}`);
  if (!answer.ok) throw new Error(`The server has no file of MNIST called ${name}.`);
  return new Uint8Array(await answer.arrayBuffer());
}
