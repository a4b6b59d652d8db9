import { useState } from 'react';
import { levelsOf } from '../catalog.ts';
import type { CellProps } from '../cells/places.tsx';
import { LevelTabs } from './level-tabs.tsx';

/** The files of a lesson's levels, to read. */
export default function CodeCell({ lesson }: CellProps) {
  const [first = 'scratch'] = levelsOf(lesson);
  const [level, setLevel] = useState(first);
  return (
    <div id="levels">
      <LevelTabs lesson={lesson} chosen={level} onChoose={setLevel} />
    </div>
  );
}
