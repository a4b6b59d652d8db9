import { MULTIPLANAR_TYPE, Niivue, SHOW_RENDER, SLICE_TYPE } from '@niivue/niivue';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../controls/button.tsx';
import { Notice } from '../controls/notice.tsx';
import { Select } from '../controls/select.tsx';
import { Toolbar } from '../controls/toolbar.tsx';
import styles from './volume-view.module.css';

/** What can be shown of a volume. */
const layouts = [
  { value: 'multiplanar', label: 'All planes', type: SLICE_TYPE.MULTIPLANAR },
  { value: 'axial', label: 'Axial', type: SLICE_TYPE.AXIAL },
  { value: 'coronal', label: 'Coronal', type: SLICE_TYPE.CORONAL },
  { value: 'sagittal', label: 'Sagittal', type: SLICE_TYPE.SAGITTAL },
  { value: 'render', label: '3-D', type: SLICE_TYPE.RENDER },
] as const;

type Layout = (typeof layouts)[number]['value'];

/**
 * A volume from three sides and as a body, by NiiVue, in radiological convention: the patient's left on the right.
 * Dragging moves the crosshair, with the right button it changes the window; the wheel scrolls.
 *
 * @param nifti a NIfTI file that we have written ourselves
 */
export default function VolumeView({
  nifti,
  label,
}: {
  readonly nifti: ArrayBuffer;
  readonly label: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [viewer, setViewer] = useState<Niivue>();
  const [error, setError] = useState<string>();
  const [layout, setLayout] = useState<Layout>('multiplanar');
  const [place, setPlace] = useState('');

  useEffect(() => {
    const target = canvas.current;
    if (!target) return;
    let isWanted = true;
    void show(target, nifti, (text) => isWanted && setPlace(text)).then(
      (shown) => isWanted && setViewer(shown),
      (thrown: unknown) => isWanted && setError(thrown instanceof Error ? thrown.message : String(thrown)),
    );
    return () => {
      isWanted = false;
    };
  }, [nifti]);
  useEffect(() => {
    const type = layouts.find(({ value }) => value === layout)?.type;
    if (viewer && type !== undefined) viewer.setSliceType(type);
  }, [viewer, layout]);
  useEffect(() => () => viewer?.cleanup(), [viewer]);

  if (error) {
    return (
      <Notice kind="error" title="The volume cannot be shown.">
        {`${error} NiiVue needs WebGL 2: look whether hardware acceleration is on.`}
      </Notice>
    );
  }
  return (
    <div className={styles.volume}>
      <Toolbar label="Volume">
        <Select label="Planes" isLabelHidden value={layout} options={layouts} onChange={setLayout} />
        <Button onClick={() => reset(viewer)}>Reset</Button>
        <output className={styles.place}>{place}</output>
      </Toolbar>
      <div className={styles.frame}>
        <canvas
          ref={canvas}
          role="img"
          aria-label={`${label}, ${layouts.find(({ value }) => value === layout)?.label}`}
        />
      </div>
      <p className={styles.hint}>
        Radiological convention: the patient’s left is on the right. Drag: crosshair; with the right button:
        window; wheel: slices.
      </p>
    </div>
  );
}

async function show(
  canvas: HTMLCanvasElement,
  nifti: ArrayBuffer,
  onPlace: (text: string) => void,
): Promise<Niivue> {
  const viewer = new Niivue({
    isRadiologicalConvention: true,
    isOrientationTextVisible: true,
    multiplanarShowRender: SHOW_RENDER.ALWAYS,
    multiplanarLayout: MULTIPLANAR_TYPE.GRID,
    tileMargin: 12,
    logLevel: 'error',
    sagittalNoseLeft: true,
    showAllOrientationMarkers: true,
    crosshairWidth: 1,
    backColor: [0, 0, 0, 1],
    loadingText: '',
    dragAndDropEnabled: false,
    isResizeCanvas: true,
  });
  viewer.onLocationChange = (location) => onPlace(placeIn(location));
  await viewer.attachToCanvas(canvas);
  await viewer.loadFromArrayBuffer(nifti, 'volume.nii');
  return viewer;
}

/** The place and value that NiiVue tells: a text of numbers. */
function placeIn(location: unknown): string {
  if (typeof location !== 'object' || location === null || !('string' in location)) return '';
  return String(location.string).replaceAll('×', ', ');
}

function reset(viewer: Niivue | undefined): void {
  const [volume] = viewer?.volumes ?? [];
  if (!viewer || !volume) return;
  viewer.setPan2Dxyzmm([0, 0, 0, 1]);
  viewer.scene.crosshairPos = [0.5, 0.5, 0.5];
  const { robust_min: black, robust_max: white } = volume;
  if (black !== undefined && white !== undefined) [volume.cal_min, volume.cal_max] = [black, white];
  viewer.updateGLVolume();
}
