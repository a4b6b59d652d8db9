/** A lesson in the list, and on its page. */
export interface Lesson {
  /** Its folder, which is its address as well. */
  readonly name: string;
  readonly title: string;
  /** What one knows afterwards, in a sentence. */
  readonly learned: string;
  /** How long it takes to read and to play with. */
  readonly minutes: number;
  /** Which of its figures stands for it. */
  readonly picture: string;
}

/** All lessons, in the order in which one should read them. */
export const lessons: readonly Lesson[] = [
  {
    name: '01-linear-regression',
    title: 'Linear regression',
    learned: 'What a training is made of: a model, a loss, its derivatives, steps, and a learning rate.',
    minutes: 15,
    picture: 'rates',
  },
  {
    name: '02-iris',
    title: 'Iris',
    learned: 'Backpropagation, and why data are divided into training, validation and test part.',
    minutes: 25,
    picture: 'plane',
  },
  {
    name: '03-mnist',
    title: 'MNIST',
    learned: 'Convolution; networks that are too small, data that are too few; and digits from elsewhere.',
    minutes: 30,
    picture: 'kernels',
  },
  {
    name: '04-your-own-data',
    title: 'Your own data',
    learned: 'How results that look wonderful come about by a division at random, and your own table.',
    minutes: 25,
    picture: 'losses',
  },
  {
    name: '05-inverse-problems',
    title: 'Inverse problems',
    learned: 'Sampling, aliasing, coils and the adjoint; and when to stop iterating.',
    minutes: 25,
    picture: 'aliasing',
  },
  {
    name: '06-learning-a-reconstruction',
    title: 'Learning a reconstruction',
    learned: 'A variational network beside tuned methods: better than what, by how much, and where.',
    minutes: 20,
    picture: 'simulated',
  },
  {
    name: '07-over-and-underfitting',
    title: 'Over- and underfitting',
    learned: 'What loss curves say of a network that is too small or too large, and what helps.',
    minutes: 15,
    picture: 'underfitting',
  },
];

const TEXTS = import.meta.glob<string>('../../../lessons/*/README.md', { query: '?raw', import: 'default' });
const CODE = import.meta.glob<string>('../../../lessons/*/{scratch,tensors,layers,operators}.ts', {
  query: '?raw',
  import: 'default',
});
const FIGURES = import.meta.glob<string>('../../../lessons/*/figures/*.svg', {
  query: '?url',
  import: 'default',
  eager: true,
});

function inLesson(lesson: string, file: string): string {
  return `../../../lessons/${lesson}/${file}`;
}

/** The text of a lesson, in Markdown. */
export async function textOf(lesson: string): Promise<string> {
  return (await TEXTS[inLesson(lesson, 'README.md')]?.()) ?? '';
}

/** The code of a level of a lesson, as it is in its file. */
export async function codeOf(lesson: string, level: string): Promise<string> {
  return (await CODE[inLesson(lesson, `${level}.ts`)]?.()) ?? '';
}

/** The levels that a lesson is written at, from scratch on. */
export function levelsOf(lesson: string): LevelName[] {
  return LEVELS.filter((level) => inLesson(lesson, `${level}.ts`) in CODE);
}

const LEVELS = ['scratch', 'tensors', 'layers', 'operators'] as const;

/** What a level is called in its file's name. */
export type LevelName = (typeof LEVELS)[number];

/** The address of a figure of a lesson: `figures/line.svg`. */
export function figureOf(lesson: string, file: string): string | undefined {
  return FIGURES[inLesson(lesson, file)];
}
