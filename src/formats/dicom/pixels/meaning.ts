import type { DataSet } from '../data-set.ts';
import { functionalGroup } from '../functional-groups.ts';
import { Tag } from '../tags.ts';

/** Units of positron emission tomography (PS3.3, C.8.9.1.1.3), as people write them. */
const PET_UNITS: Readonly<Record<string, string>> = {
  BQML: 'Bq/ml',
  CNTS: 'counts',
  CPS: 'counts/s',
  GML: 'g/ml',
  CM2ML: 'cm²/ml',
  PCNT: '%',
  PROPCNTS: 'proportional to counts',
  PROPCPS: 'proportional to counts/s',
  MLMING: 'ml/min/g',
  MLG: 'ml/g',
  '1CM': '1/cm',
  UMOLML: 'µmol/ml',
};

/** The unit of the rescaled values: by Rescale Type, of a CT else Hounsfield units, and of PET by Units. */
export function unitOf(dataSet: DataSet): string | undefined {
  const pet = dataSet.text(Tag.Units);
  if (pet !== undefined && pet !== 'NONE') return PET_UNITS[pet] ?? pet;
  const group = functionalGroup(dataSet, 0, Tag.PixelValueTransformationSequence);
  const type = dataSet.text(Tag.RescaleType) ?? group?.text(Tag.RescaleType);
  if (type !== undefined) return type === 'US' || type === 'normalized' ? undefined : type;
  const rescaled = dataSet.element(Tag.RescaleIntercept) !== undefined;
  return dataSet.text(Tag.Modality) === 'CT' && rescaled ? 'HU' : undefined;
}

/** What else one must know to understand the values: padding, the scale of a dose. */
export function pixelEssentials(dataSet: DataSet): readonly (readonly [name: string, value: string])[] {
  const [padding, limit] = [
    dataSet.number(Tag.PixelPaddingValue),
    dataSet.number(Tag.PixelPaddingRangeLimit),
  ];
  const scaling = dataSet.number(Tag.DoseGridScaling);
  const range = limit === undefined ? '' : ` to ${limit}`;
  const units = dataSet.text(Tag.DoseUnits)?.toLowerCase() === 'gy' ? 'Gy' : 'of the dose';
  return [
    ...(padding === undefined ? [] : [['Padding (stored)', `${padding}${range}`] as const]),
    ...(scaling === undefined ? [] : [['Dose', `values × ${scaling} ${units}`] as const]),
  ];
}
