import { useCallback } from 'react';
import { Canvas, pixelImage } from './canvas.tsx';
import styles from './drawings.module.css';
import { extentOf } from './scale.ts';

/** Square gray images with a line below each, black to white in their window, else from their smallest value to their largest. */
export function GrayImages({ title, images, side = 56 }: GrayImagesProps) {
  return (
    <figure className={styles.drawing}>
      <figcaption>{title}</figcaption>
      <ul className={styles.images}>
        {images.map(({ pixels, words, window }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an image has its place.
          <li key={at} style={{ width: side }}>
            <div role="img" aria-label={words || `Image ${at + 1}`}>
              <GrayImageCanvas pixels={pixels} side={side} low={window?.[0]} high={window?.[1]} />
            </div>
            {words}
          </li>
        ))}
      </ul>
    </figure>
  );
}

interface GrayImagesProps {
  readonly title: string;
  readonly images: readonly {
    readonly pixels: ArrayLike<number>;
    readonly words: string;
    /** What is black and what is white. */
    readonly window?: readonly [black: number, white: number];
  }[];
  /** Pixels of the page to a side. */
  readonly side?: number;
}

interface GrayImageCanvasProps {
  readonly pixels: ArrayLike<number>;
  readonly side: number;
  readonly low: number | undefined;
  readonly high: number | undefined;
}

function GrayImageCanvas({ pixels, side, low, high }: GrayImageCanvasProps) {
  const draw = useCallback(
    (context: CanvasRenderingContext2D) => {
      const values = Array.from(pixels);
      const [least, most] = extentOf(values);
      const [black, white] = [low ?? least, high ?? most];
      const size = Math.round(Math.sqrt(values.length));
      context.imageSmoothingEnabled = false;
      const image = pixelImage(size, size, (place) => {
        const gray = (255 * ((values[place] ?? black) - black)) / (white - black || 1);
        return [gray, gray, gray];
      });
      context.drawImage(image, 0, 0, side, side);
    },
    [pixels, side, low, high],
  );
  return <Canvas width={side} height={side} draw={draw} />;
}
