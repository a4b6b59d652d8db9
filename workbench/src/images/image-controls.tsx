import { useState } from 'react';
import { Button } from '../controls/button.tsx';
import { Select } from '../controls/select.tsx';
import { Slider } from '../controls/slider.tsx';
import { Toolbar } from '../controls/toolbar.tsx';
import { useWindow } from './appearance.ts';
import { channels, ownChannel } from './channels.ts';
import { automaticWindow, fullWindow, presets, type Window } from './gray-window.ts';
import styles from './image-controls.module.css';
import type { ImageStack } from './image-stack.ts';
import { usePicture } from './use-picture.ts';
import { numberText } from './values-in-words.ts';
import { useView, type View, type ViewStore } from './view-store.ts';

/**
 * What changes a view: the picture, window, zoom. One bar serves all viewers that share the view; `stack` is the one
 * whose window is shown.
 *
 * @example <ImageControls stack={stack} store={store} />
 */
export function ImageControls({ stack, store }: { readonly stack: ImageStack; readonly store: ViewStore }) {
  const view = useView(store);
  const channel = stack.isComplex ? (view.channel ?? ownChannel(stack)) : 'magnitude';
  const { values } = usePicture(stack, Math.min(view.index, stack.count - 1), channel);
  const window = useWindow(stack, values, view, channel);
  const set = (chosen: Window) => store.change({ window: chosen });
  return (
    <Toolbar label="View">
      {stack.count > 1 && <PictureSlider {...{ stack, store, view }} />}
      {stack.isComplex && (
        <Select
          label="Shown"
          isLabelHidden
          value={channel}
          options={channels}
          onChange={(chosen) => store.change({ channel: chosen, window: undefined })}
        />
      )}
      {stack.samples === 1 && (
        <>
          <WindowChoice
            {...{ stack, window, set }}
            values={values}
            onOwn={() => store.change({ window: undefined })}
          />
          <NumberField
            label="Width"
            value={window.width}
            onChange={(width) => width > 0 && set({ ...window, width })}
          />
          <NumberField label="Level" value={window.level} onChange={(level) => set({ ...window, level })} />
          <Button
            aria-pressed={view.isInverted}
            onClick={() => store.change({ isInverted: !view.isInverted })}
            title="Bright becomes dark (I)"
          >
            Invert
          </Button>
        </>
      )}
      <Button onClick={() => store.reset()} title="Window, zoom and place as at first (0)">
        Reset
      </Button>
    </Toolbar>
  );
}

function PictureSlider({
  stack,
  store,
  view,
}: {
  readonly stack: ImageStack;
  readonly store: ViewStore;
  readonly view: View;
}) {
  const { count, counted } = stack;
  return (
    <div className={styles.slider}>
      <Slider
        label={counted}
        isLabelHidden
        value={Math.min(view.index, count - 1)}
        min={0}
        max={count - 1}
        format={(index) => `${index + 1} / ${count}`}
        onChange={(index) => store.change({ index })}
      />
    </div>
  );
}

/** Windows by name: of CT, or of what is shown. */
function WindowChoice({
  stack,
  values,
  window,
  set,
  onOwn,
}: {
  readonly stack: ImageStack;
  readonly values: ArrayLike<number> | undefined;
  readonly window: Window;
  readonly set: (window: Window) => void;
  readonly onOwn: () => void;
}) {
  const named = stack.unit === 'HU' ? presets : [];
  const chosen = named.find(({ level, width }) => level === window.level && width === window.width);
  const options = [
    { value: '', label: 'Window …' },
    { value: 'own', label: 'As at first' },
    { value: 'automatic', label: 'Automatic (1 % to 99 %)' },
    { value: 'full', label: 'Full range' },
    ...named.map(({ name, level, width }) => ({ value: name, label: `${name} (W ${width} L ${level})` })),
  ];
  const choose = (value: string) => {
    const preset = named.find(({ name }) => name === value);
    if (preset) set({ level: preset.level, width: preset.width });
    else if (value === 'own') onOwn();
    else if (values && value === 'automatic') set(automaticWindow(values));
    else if (values && value === 'full') set(fullWindow(values));
  };
  return (
    <Select label="Window" isLabelHidden value={chosen?.name ?? ''} options={options} onChange={choose} />
  );
}

/** A number that is taken over when it is one. */
function NumberField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}) {
  const [typed, setTyped] = useState<string>();
  const take = () => {
    const number = Number((typed ?? '').replace('−', '-').replace(',', '.'));
    if (typed !== undefined && typed.trim() !== '' && Number.isFinite(number)) onChange(number);
    setTyped(undefined);
  };
  return (
    <label className={styles.number}>
      {label}
      <input
        inputMode="decimal"
        value={typed ?? numberText(Number(value.toPrecision(4)))}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => event.key === 'Enter' && take()}
      />
    </label>
  );
}
