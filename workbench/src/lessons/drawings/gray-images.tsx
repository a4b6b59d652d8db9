import { useCallback } from 'react';
import { Canvas, pixelImage } from './canvas.tsx';
import styles from './drawings.module.css';

/** Square gray images with a line below each, from their smallest value, black, to their largest, white. */
export function GrayImages({ title, images, side = 56 }: GrayImagesProps) {
  return (
    <figure className={styles.drawing}>
      <figcaption>{title}</figcaption>
      <ul className={styles.images}>
        {images.map(({ pixels, words }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an image has its place.
          <li key={at} style={{ width: side }}>
            <div role="img" aria-label={words || `Image ${at + 1}`}>
              <GrayImageCanvas pixels={pixels} side={side} />
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
  readonly images: readonly { readonly pixels: ArrayLike<number>; readonly words: string }[];
  /** Pixels of the page to a side. */
  readonly side?: number;
}

function GrayImageCanvas({ pixels, side }: { readonly pixels: ArrayLike<number>; readonly side: number }) {
  const draw = useCallback(
    (context: CanvasRenderingContext2D) => {
      const values = Array.from(pixels);
      const [low, high] = [Math.min(...values), Math.max(...values)];
      const size = Math.round(Math.sqrt(values.length));
      context.imageSmoothingEnabled = false;
      const image = pixelImage(size, size, (place) => {
        const gray = (255 * ((values[place] ?? low) - low)) / (high - low || 1);
        return [gray, gray, gray];
      });
      context.drawImage(image, 0, 0, side, side);
    },
    [pixels, side],
  );
  return <Canvas width={side} height={side} draw={draw} />;
}
