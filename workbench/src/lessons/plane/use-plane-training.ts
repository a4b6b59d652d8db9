import { useMemo, useState } from 'react';
import { useTraining } from '../training/use-training.ts';
import type { NetworkValues } from './network-form.ts';
import { type PlaneChoice, planeData } from './plane-data.ts';
import { hiddenOf, noCourse, withUpdate } from './plane-output.tsx';

/**
 * A training on points in a plane. While one is shown its points stay; those that are chosen by then wait for the next.
 *
 * @param choice which points; the same object while nothing else is chosen
 */
export function usePlaneTraining(choice: PlaneChoice, values: NetworkValues) {
  const training = useTraining('plane', noCourse, withUpdate);
  const { layers, units } = values;
  const hidden = useMemo(() => hiddenOf({ layers, units }), [layers, units]);
  const [trained, setTrained] = useState(choice);
  const shown = training.status === 'ready' ? choice : trained;
  const data = useMemo(() => planeData(shown), [shown]);
  const run = (isSlow: boolean) => {
    setTrained(choice);
    training.run({ ...values, data: choice }, { isSlow });
  };
  return { training, hidden, data, run };
}
