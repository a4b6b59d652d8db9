import { type PointerEvent, useCallback, useRef, useState } from 'react';
import { Button } from '../../controls/button.tsx';
import { Canvas, type ColorOf, css } from '../drawings/canvas.tsx';
import { GrayImages } from '../drawings/gray-images.tsx';
import { centeredPixels, type PadPoint, type Stroke } from './center-strokes.ts';
import styles from './digits-cell.module.css';
import type { GrayImage } from './digits-program.ts';

const SIDE = 224;

/** Draw a digit, or take one of the test images; what the network gets and what it says of it. */
export function DigitPad({ examples, classify }: DigitPadProps) {
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  const [given, setGiven] = useState<Float32Array>();
  const [said, setSaid] = useState<readonly number[]>();
  const [example, setExample] = useState(0);
  const latest = useRef(0);

  const ask = (pixels: Float32Array) => {
    setGiven(pixels);
    const number = ++latest.current;
    classify(pixels).then(
      (probabilities) => {
        if (number === latest.current) setSaid(probabilities);
      },
      () => setSaid(undefined),
    );
  };
  const draw = (next: readonly Stroke[]) => {
    setStrokes(next);
    if (next.length > 0) ask(centeredPixels(next));
  };
  const clear = () => {
    latest.current++;
    setStrokes([]);
    setGiven(undefined);
    setSaid(undefined);
  };
  const takeExample = () => {
    const image = examples[example % examples.length];
    setStrokes([]);
    setExample(example + 1);
    if (image) ask(Float32Array.from(image.pixels));
  };
  return (
    <div className={styles.pad}>
      <div>
        <p className={styles.caption}>Draw a digit</p>
        <Pad strokes={strokes} onDraw={draw} />
        <div className={styles.buttons}>
          <Button onClick={clear}>Clear</Button>
          <Button onClick={takeExample}>A test image</Button>
        </div>
      </div>
      {given && (
        <GrayImages title="What the network gets" images={[{ pixels: given, words: '' }]} side={112} />
      )}
      {said && <Probabilities said={said} />}
    </div>
  );
}

interface DigitPadProps {
  readonly examples: readonly GrayImage[];
  /** What the network says of 784 pixels: ten probabilities. */
  readonly classify: (pixels: Float32Array) => Promise<readonly number[]>;
}

/** Where the pen is. */
function pointOf({ clientX, clientY, currentTarget }: PointerEvent): PadPoint {
  const { left, top } = currentTarget.getBoundingClientRect();
  return { x: clientX - left, y: clientY - top };
}

function Pad({
  strokes,
  onDraw,
}: {
  readonly strokes: readonly Stroke[];
  readonly onDraw: (strokes: readonly Stroke[]) => void;
}) {
  const paint = useCallback(
    (context: CanvasRenderingContext2D, color: ColorOf) => {
      context.strokeStyle = css(color('text'));
      context.lineWidth = 16;
      context.lineCap = 'round';
      context.lineJoin = 'round';
      for (const stroke of strokes) {
        context.beginPath();
        for (const { x, y } of [...stroke, ...stroke.slice(-1)]) context.lineTo(x, y);
        context.stroke();
      }
    },
    [strokes],
  );
  const begin = (event: PointerEvent) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    onDraw([...strokes, [pointOf(event)]]);
  };
  const go = (event: PointerEvent) => {
    const current = strokes.at(-1);
    if (event.buttons === 0 || !current) return;
    onDraw([...strokes.slice(0, -1), [...current, pointOf(event)]]);
  };
  return (
    <div
      className={styles.paper}
      role="img"
      aria-label="A pad to draw a digit on; without a pointer, take a test image instead"
      onPointerDown={begin}
      onPointerMove={go}
    >
      <Canvas width={SIDE} height={SIDE} draw={paint} />
    </div>
  );
}

/** Ten bars, the largest strong. */
function Probabilities({ said }: { readonly said: readonly number[] }) {
  const most = said.indexOf(Math.max(...said));
  return (
    <table className={styles.said}>
      <caption>
        It says {most}, {Math.round(100 * (said[most] ?? 0))} % sure
      </caption>
      <tbody>
        {said.map((share, digit) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a digit is its place.
          <tr key={digit}>
            <th scope="row">{digit}</th>
            <td>
              <span
                className={digit === most ? styles.most : styles.bar}
                style={{ width: `${Math.round(160 * share)}px` }}
              />
            </td>
            <td>{Math.round(100 * share)} %</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
