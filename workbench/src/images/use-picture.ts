import type { Numbers } from 'echotrain/formats';
import { useEffect, useMemo, useState } from 'react';
import { type Channel, channelOf } from './channels.ts';
import type { ImageStack } from './image-stack.ts';

/** A picture of a stack: still on its way, there, or refused. The one before stays until the next is there. */
export interface PictureState {
  /** One number for each pixel, or three. */
  readonly values: Numbers | undefined;
  readonly error: Error | undefined;
  readonly isLoading: boolean;
}

interface Loaded {
  readonly stack: ImageStack;
  readonly index: number;
  readonly picture?: Numbers;
  readonly error?: Error;
}

/** One channel of one picture of a stack. */
export function usePicture(stack: ImageStack | undefined, index: number, channel: Channel): PictureState {
  const [loaded, setLoaded] = useState<Loaded>();
  const now = useMemo(() => readAt(stack, index), [stack, index]);
  useEffect(() => {
    if (!stack || !(now instanceof Promise)) return;
    let isWanted = true;
    now.then(
      (picture) => isWanted && setLoaded({ stack, index, picture }),
      (error: unknown) => isWanted && setLoaded({ stack, index, error: errorOf(error) }),
    );
    return () => {
      isWanted = false;
    };
  }, [stack, index, now]);
  const isHere = loaded?.stack === stack && loaded?.index === index;
  const picture = now instanceof Promise ? (loaded?.stack === stack ? loaded?.picture : undefined) : now;
  const values = useMemo(
    () => (stack && picture ? channelOf(picture, stack, channel) : undefined),
    [stack, picture, channel],
  );
  return {
    values,
    error: isHere ? loaded?.error : undefined,
    isLoading: stack !== undefined && now instanceof Promise && !isHere,
  };
}

function readAt(stack: ImageStack | undefined, index: number): Numbers | Promise<Numbers> | undefined {
  if (!stack) return undefined;
  return stack.picture(Math.max(0, Math.min(stack.count - 1, index)));
}

function errorOf(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
