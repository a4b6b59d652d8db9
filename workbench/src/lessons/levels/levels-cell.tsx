import { useState } from 'react';
import { largestDifference } from '../../../../lessons/agreement.ts';
import { useQuery } from '../../api/use-query.ts';
import { Tabs } from '../../controls/tabs.tsx';
import { codeOf, type LevelName, levelsOf } from '../catalog.ts';
import { Cell } from '../cells/cell.tsx';
import type { CellProps } from '../cells/places.tsx';
import { Code } from '../code/code.tsx';
import { Curves } from '../drawings/curves.tsx';
import { useTraining } from '../training/use-training.ts';
import styles from './levels-cell.module.css';
import type { LevelOutcome } from './levels-program.ts';

const TITLES: Readonly<Record<LevelName, string>> = {
  scratch: 'From scratch',
  tensors: 'In tensors',
  layers: 'In layers',
  operators: 'With operators',
};

type Outcomes = Readonly<Record<string, LevelOutcome>>;

/** The files of a lesson's levels, which run as they are; what each gave stays, to be compared. */
export default function LevelsCell({ lesson }: CellProps) {
  const levels = levelsOf(lesson);
  // Equations are solved by iterations; networks are trained by steps.
  const isSolved = levels.includes('operators');
  const [level, setLevel] = useState<LevelName>('scratch');
  const [earlier, setEarlier] = useState<Outcomes>({});
  const training = useTraining('levels', undefined, (_: LevelOutcome | undefined, outcome) => outcome);
  const [running, setRunning] = useState(level);
  const outcomes: Outcomes = training.shown ? { ...earlier, [running]: training.shown } : earlier;
  const start = () => {
    setEarlier(outcomes);
    setRunning(level);
    training.run({ lesson, level });
  };
  const reset = () => {
    setEarlier({});
    training.reset();
  };
  return (
    <Cell
      title="The code, three times the same"
      intro="Run each level: the same file that Node runs, here in the browser. Their curves lie on each other."
      training={{ ...training, reset }}
      onRun={start}
      result={differenceOf(outcomes)}
    >
      <div className={styles.levels} id="levels">
        <Tabs
          label="Levels"
          tabs={levels.map((key) => ({
            key,
            title: TITLES[key],
            content: <LevelCode lesson={lesson} level={key} printed={outcomes[key]?.printed} />,
          }))}
          chosen={level}
          onChoose={(key) => setLevel(levels.find((name) => name === key) ?? level)}
        />
        <Curves
          title={isSolved ? 'Residual after every iteration' : 'Loss in every step'}
          curves={levels.flatMap((name) => {
            const outcome = outcomes[name];
            return outcome ? [{ name: TITLES[name], values: outcome.losses }] : [];
          })}
          xTitle={isSolved ? 'iteration' : 'step'}
          yTitle={isSolved ? 'residual (log)' : 'loss (log)'}
          isLog
        />
      </div>
    </Cell>
  );
}

function LevelCode({
  lesson,
  level,
  printed,
}: {
  readonly lesson: string;
  readonly level: LevelName;
  readonly printed: string | undefined;
}) {
  const { value = '' } = useQuery(`${lesson}/${level}`, () => codeOf(lesson, level));
  return (
    <>
      <p className={styles.file}>
        lessons/{lesson}/{level}.ts
      </p>
      <Code text={value} language="typescript" />
      {printed !== undefined && <p className={styles.file}>What it prints</p>}
      {printed !== undefined && <Code text={printed} language="text" />}
    </>
  );
}

/** How far the levels are from each other, where more than one has run. */
function differenceOf(outcomes: Outcomes): string | undefined {
  const curves = Object.entries(outcomes).map(([level, { losses }]) => [level, losses] as const);
  if (curves.length < 2) return undefined;
  const difference = largestDifference(Object.fromEntries(curves), curves[0]?.[1].length ?? 0);
  return `${curves.length} levels, largest difference of their curves ${difference.toExponential(0)}`;
}
