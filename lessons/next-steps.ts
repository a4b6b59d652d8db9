import type { Block, Section } from 'echotrain/report';
import { fromHere } from './lesson-study.ts';

/** A command, and what it is good for. */
function step(command: string, purpose: string): Block {
  return { kind: 'code', title: purpose, text: command };
}

/** What one can do after the lessons. */
export function nextSteps(): Section {
  const blocks: Block[] = [
    {
      kind: 'prose',
      text: 'The lessons are texts with code at three levels, from scratch, in tensors and in layers, in the folder lessons/ of echotrain. Read one, change a number, run it again. In a clone of echotrain, write npm start -- instead of echotrain.',
    },
    step('echotrain data get mnist', 'The real digits, where they are not here yet'),
    step(
      `echotrain run ${fromHere('03-mnist/lenet5.yaml')}`,
      'A study to the end: all epochs, all numbers, a report of its own',
    ),
    step(
      `echotrain run ${fromHere('03-mnist/cnn.yaml')}`,
      'A small network of today: batch normalization, and digits that are moved, turned and scaled anew in every epoch',
    ),
    step(
      `echotrain run ${fromHere('06-learning-a-reconstruction/variational-network.yaml')}`,
      'A learned reconstruction to the end, beside tuned classical ones',
    ),
    step(
      'echotrain data import FOLDER --out DATASET && echotrain data check DATASET',
      'Your own files: a dataset of a folder, and what is wrong with it',
    ),
    step(
      `echotrain run ${fromHere('02-iris/study.yaml')} --seed 2 --set training.epochs=20`,
      'The same study with other settings',
    ),
  ];
  return { title: 'Next steps', blocks };
}
