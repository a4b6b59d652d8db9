import { useState } from 'react';
import { largestDifference } from '../../../../lessons/agreement.ts';
import { type LevelName, levelsOf } from '../catalog.ts';
import { Cell } from '../cells/cell.tsx';
import type { CellProps } from '../cells/places.tsx';
import { Curves } from '../drawings/curves.tsx';
import { useTraining } from '../training/use-training.ts';
import { LevelTabs, levelTitles } from './level-tabs.tsx';
import styles from './levels-cell.module.css';
import type { LevelOutcome } from './levels-program.ts';

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
        <LevelTabs lesson={lesson} chosen={level} onChoose={setLevel} printed={outcomes[level]?.printed} />
        <Curves
          title={isSolved ? 'Residual after every iteration' : 'Loss in every step'}
          curves={levels.flatMap((name) => {
            const outcome = outcomes[name];
            return outcome ? [{ name: levelTitles[name], values: outcome.losses }] : [];
          })}
          xTitle={isSolved ? 'iteration' : 'step'}
          yTitle={isSolved ? 'residual (log)' : 'loss (log)'}
          isLog
        />
      </div>
    </Cell>
  );
}

/** How far the levels are from each other, where more than one has run. */
function differenceOf(outcomes: Outcomes): string | undefined {
  const curves = Object.entries(outcomes).map(([level, { losses }]) => [level, losses] as const);
  if (curves.length < 2) return undefined;
  const difference = largestDifference(Object.fromEntries(curves), curves[0]?.[1].length ?? 0);
  return `${curves.length} levels, largest difference of their curves ${difference.toExponential(0)}`;
}
