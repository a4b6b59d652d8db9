import { useQuery } from '../../api/use-query.ts';
import { Tabs } from '../../controls/tabs.tsx';
import { codeOf, type LevelName, levelsOf } from '../catalog.ts';
import { Code } from '../code/code.tsx';
import styles from './levels-cell.module.css';

/** What a level is called. */
export const levelTitles: Readonly<Record<LevelName, string>> = {
  scratch: 'From scratch',
  tensors: 'In tensors',
  layers: 'In layers',
  operators: 'With operators',
};

/** The files of a lesson's levels, one of them shown, and below it what it has printed. */
export function LevelTabs({
  lesson,
  chosen,
  onChoose,
  printed,
}: {
  readonly lesson: string;
  readonly chosen: LevelName;
  readonly onChoose: (level: LevelName) => void;
  readonly printed?: string | undefined;
}) {
  const levels = levelsOf(lesson);
  return (
    <Tabs
      label="Levels"
      tabs={levels.map((key) => ({
        key,
        title: levelTitles[key],
        content: <LevelCode lesson={lesson} level={key} printed={printed} />,
      }))}
      chosen={chosen}
      onChoose={(key) => onChoose(levels.find((name) => name === key) ?? chosen)}
    />
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
