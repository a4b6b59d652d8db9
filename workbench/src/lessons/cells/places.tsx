import { type ComponentType, lazy } from 'react';

/** What a cell is told: the lesson that it stands in. */
export interface CellProps {
  readonly lesson: string;
}

/** A cell and where it stands: at the end of which section of which lesson. */
interface Place {
  readonly name: string;
  readonly lesson: string;
  readonly section: string;
  readonly component: ComponentType<CellProps>;
}

const Levels = lazy(() => import('../levels/levels-cell.tsx'));
const CodeToRead = lazy(() => import('../levels/code-cell.tsx'));
const THREE = 'Three times the same';

/** All cells. In a section they stand in this order. */
const places: readonly Place[] = [
  { name: 'levels', lesson: '01-linear-regression', section: THREE, component: Levels },
  {
    name: 'line',
    lesson: '01-linear-regression',
    section: 'What the learning rate does',
    component: lazy(() => import('../line/line-cell.tsx')),
  },
  {
    name: 'iris',
    lesson: '02-iris',
    section: 'The network',
    component: lazy(() => import('../plane/iris-cell.tsx')),
  },
  {
    name: 'playground',
    lesson: '02-iris',
    section: 'The network',
    component: lazy(() => import('../plane/toy-cell.tsx')),
  },
  { name: 'levels', lesson: '02-iris', section: THREE, component: Levels },
  {
    name: 'folds',
    lesson: '02-iris',
    section: 'How wrong is it?',
    component: lazy(() => import('../folds/folds-cell.tsx')),
  },
  { name: 'levels', lesson: '03-mnist', section: THREE, component: Levels },
  {
    name: 'digits',
    lesson: '03-mnist',
    section: 'Too little, too much',
    component: lazy(() => import('../digits/digits-cell.tsx')),
  },
  { name: 'levels', lesson: '05-inverse-problems', section: THREE, component: Levels },
  {
    name: 'scan',
    lesson: '05-inverse-problems',
    section: 'More iterations are not always better',
    component: lazy(() => import('../scan/scan-cell.tsx')),
  },
  {
    name: 'voxels',
    lesson: '04-your-own-data',
    section: 'How to fool yourself, I: voxels',
    component: lazy(() => import('../voxels/voxels-cell.tsx')),
  },
  {
    name: 'levels',
    lesson: '04-your-own-data',
    section: 'How to fool yourself, I: voxels',
    component: Levels,
  },
  {
    name: 'own table',
    lesson: '04-your-own-data',
    section: 'With your own folder',
    component: lazy(() => import('../own-table/own-table-cell.tsx')),
  },
  {
    name: 'learned',
    lesson: '06-learning-a-reconstruction',
    section: 'Better than what?',
    component: lazy(() => import('../learned/learned-cell.tsx')),
  },
  {
    name: 'fitting',
    lesson: '07-over-and-underfitting',
    section: 'What to do',
    component: lazy(() => import('../fitting/fitting-cell.tsx')),
  },
  { name: 'code', lesson: '06-learning-a-reconstruction', section: 'The network', component: CodeToRead },
];

/** The cells at the end of a section of a lesson. */
export function cellsIn(lesson: string, section: string): readonly Place[] {
  return places.filter((place) => place.lesson === lesson && place.section === section);
}
