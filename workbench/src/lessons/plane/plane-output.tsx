import { Curves } from '../drawings/curves.tsx';
import { DecisionSurface } from './decision-surface.tsx';
import { NetworkDrawing } from './network-drawing.tsx';
import type { NetworkValues } from './network-form.ts';
import type { PlaneData } from './plane-data.ts';
import type { NetworkPicture, PartScores, PlaneUpdate } from './plane-program.ts';

/** What is shown of a training. */
export interface PlaneCourse {
  readonly epochs: PlaneUpdate['epochs'];
  readonly picture: NetworkPicture | undefined;
  readonly test: PartScores | undefined;
}

/** Before the first run. */
export const noCourse: PlaneCourse = { epochs: [], picture: undefined, test: undefined };

/** The course after an update. */
export function withUpdate(course: PlaneCourse, { epochs, picture, test }: PlaneUpdate): PlaneCourse {
  return {
    epochs: [...course.epochs, ...epochs],
    picture: picture ?? course.picture,
    test: test ?? course.test,
  };
}

/**
 * What the network says, the network itself, and its curves.
 *
 * @param hidden the units of each hidden layer, as they are chosen
 * @param note what else there is to know of the plane
 */
export function PlaneOutput({
  data,
  course: { epochs, picture },
  hidden,
  note,
}: {
  readonly data: PlaneData;
  readonly course: PlaneCourse;
  readonly hidden: readonly number[];
  readonly note?: string | undefined;
}) {
  const curvesOf = (score: keyof PartScores) => [
    { name: 'training', values: epochs.map(({ train }) => train[score]) },
    { name: 'validation', values: epochs.map(({ validation }) => validation[score]) },
  ];
  return (
    <>
      <DecisionSurface data={data} surface={picture?.surface} note={note} />
      <NetworkDrawing picture={picture} hidden={hidden} inputs={data.inputNames} classes={data.classes} />
      <Curves title="Loss" curves={curvesOf('loss')} xTitle="epoch" yTitle="loss" />
      <Curves title="Accuracy" curves={curvesOf('accuracy')} xTitle="epoch" yTitle="share that is right" />
    </>
  );
}

/** The units of each hidden layer. */
export function hiddenOf({ layers, units }: Pick<NetworkValues, 'layers' | 'units'>): number[] {
  return Array.from({ length: layers }, () => units);
}

/** The accuracies, in a sentence; that of the test part once the training has ended. */
export function accuraciesOf({ epochs, test }: PlaneCourse): string | undefined {
  const last = epochs.at(-1);
  if (!last) return undefined;
  const percent = ({ accuracy }: PartScores) => `${(100 * accuracy).toFixed(1)} %`;
  const known = `Epoch ${epochs.length}: right about ${percent(last.train)} of training, ${percent(last.validation)} of validation`;
  return test ? `${known}, ${percent(test)} of test` : known;
}
