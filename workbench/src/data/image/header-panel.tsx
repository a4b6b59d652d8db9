import { useState } from 'react';
import { Notice } from '../../controls/notice.tsx';
import { TextField } from '../../controls/text-field.tsx';
import { numberText } from '../../images/values-in-words.ts';
import type { ImageDescription } from './describe.ts';
import styles from './image-panel.module.css';

type Header = ImageDescription['header'];

/** What the header of a file says, to be searched. */
export function HeaderPanel({ header }: { readonly header: Header }) {
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const fields = fieldsOf(header).filter(([name, value]) =>
    `${name} ${value}`.toLowerCase().includes(wanted),
  );
  return (
    <section className={styles.header} aria-label="Header">
      {header.warnings.map((warning) => (
        <Notice key={warning} kind="warning">
          {warning}
        </Notice>
      ))}
      <TextField
        label="Search the header"
        isLabelHidden
        placeholder="Search the header"
        value={text}
        onChange={setText}
      />
      <dl>
        {fields.map(([name, value], i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a header may name a field twice
          <div key={i}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {fields.length === 0 && <p>No field has this in it.</p>}
    </section>
  );
}

const ACQUISITION: Readonly<Record<string, string>> = {
  fieldStrengthTesla: 'Field strength (T)',
  echoTimeMs: 'Echo time (ms)',
  repetitionTimeMs: 'Repetition time (ms)',
  inversionTimeMs: 'Inversion time (ms)',
  flipAngleDegrees: 'Flip angle (°)',
  tubeVoltageKv: 'Tube voltage (kV)',
  tubeCurrentMa: 'Tube current (mA)',
  ageYears: 'Age (years)',
  bodyPart: 'Body part',
  bitsStored: 'Bits stored',
};

function fieldsOf(header: Header): (readonly [name: string, value: string])[] {
  const { format, shape, axes, dtype, geometry, orientation, unit, acquisition, essentials } = header;
  const known = new Set(essentials.map(([name]) => name.toLowerCase()));
  const others = Object.entries(acquisition).flatMap(([key, value]): (readonly [string, string])[] => {
    if (value === undefined) return [];
    const name = ACQUISITION[key] ?? `${key[0]?.toUpperCase()}${key.slice(1)}`;
    return known.has(name.toLowerCase())
      ? []
      : [[name, typeof value === 'number' ? numberText(value) : value]];
  });
  return [
    ['Format', format],
    [
      'Shape',
      shape.map((length, axis) => `${axes[axis] === 'other' ? '' : `${axes[axis]} `}${length}`).join(' × '),
    ],
    ['Numbers', dtype],
    ...(unit === undefined ? [] : [['Unit', unit] as const]),
    ...(geometry ? [['Spacing (mm)', geometry.spacing.map(numberText).join(' × ')] as const] : []),
    ...(orientation === undefined ? [] : [['Orientation', orientation] as const]),
    ...essentials.map(([name, value]) => [name, value] as const),
    ...others,
  ];
}
