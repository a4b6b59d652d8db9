/** Shapes in millimeters by their signed distance: negative inside, growing outward. x to the right, y up. */
import { range } from '../../../util/arrays.ts';
import type { SmoothNoise } from './smooth-noise.ts';

/** A region of the plane. */
export interface Shape {
  /** To the edge, in mm; exact near it. */
  distance(x: number, y: number): number;
  /** A circle beyond which there is nothing of it. */
  readonly bounds: Circle;
}

interface Circle {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** A point of a stroke, and half the stroke's width there. */
type StrokePoint = readonly [x: number, y: number, halfWidth: number];

/** An ellipse with half axes a and b, turned counterclockwise. */
export function ellipse(x: number, y: number, a: number, b: number, angleDegrees = 0): Shape {
  const angle = (angleDegrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const distance = (px: number, py: number): number => {
    const u = (cos * (px - x) + sin * (py - y)) / a;
    const v = (cos * (py - y) - sin * (px - x)) / b;
    const f = Math.sqrt(u * u + v * v);
    if (f < 1e-6) return -Math.min(a, b);
    return (f * (f - 1)) / Math.sqrt((u / a) ** 2 + (v / b) ** 2);
  };
  return { distance, bounds: { x, y, radius: Math.max(a, b) } };
}

/**
 * A line through points, rounded, its width going evenly from one to the next.
 *
 * @param numbers x, y and half the width of each point, one behind the other
 * @example stroke([0, -10, 2, 0, 10, 3]); // upright, wider above
 */
export function stroke(numbers: readonly number[]): Shape {
  const points = range(numbers.length / 3).map((i): StrokePoint => {
    const [x = 0, y = 0, halfWidth = 0] = numbers.slice(3 * i, 3 * i + 3);
    return [x, y, halfWidth];
  });
  const segments = points.slice(1).map((end, i) => segmentDistance(points[i] ?? end, end));
  const distance = (x: number, y: number): number => {
    let nearest = Number.POSITIVE_INFINITY;
    for (const segment of segments) nearest = Math.min(nearest, segment(x, y));
    return nearest;
  };
  return { distance, bounds: circleAround(points) };
}

/** Shapes joined. */
export function union(...shapes: readonly Shape[]): Shape {
  const distance = (x: number, y: number): number => {
    let nearest = Number.POSITIVE_INFINITY;
    for (const shape of shapes) nearest = Math.min(nearest, shape.distance(x, y));
    return nearest;
  };
  const circles = shapes.map(({ bounds }) => bounds);
  return { distance, bounds: circleAround(circles.map(({ x, y, radius }) => [x, y, radius])) };
}

/** A shape grown by `margin`; shrunk where it is negative. */
export function grown(shape: Shape, margin: number): Shape {
  const { x, y, radius } = shape.bounds;
  return {
    distance: (px, py) => shape.distance(px, py) - margin,
    bounds: { x, y, radius: radius + Math.max(0, margin) },
  };
}

/** A shape with an uneven edge: noise of this amplitude in mm moves it in and out. */
export function uneven(shape: Shape, noise: SmoothNoise, amplitude: number): Shape {
  const { x, y, radius } = shape.bounds;
  return {
    distance: (px, py) => shape.distance(px, py) + amplitude * noise(px, py),
    bounds: { x, y, radius: radius + 3 * amplitude },
  };
}

/** What of a shape lies within another. */
export function within(shape: Shape, outer: Shape): Shape {
  return {
    distance: (x, y) => Math.max(shape.distance(x, y), outer.distance(x, y)),
    bounds: shape.bounds,
  };
}

/** A shape's mirror image at x = 0. */
export function mirrored(shape: Shape): Shape {
  const { x, y, radius } = shape.bounds;
  return { distance: (px, py) => shape.distance(-px, py), bounds: { x: -x, y, radius } };
}

function segmentDistance(start: StrokePoint, end: StrokePoint) {
  const [x0, y0, w0] = start;
  const [dx, dy, dw] = [end[0] - x0, end[1] - y0, end[2] - w0];
  const square = Math.max(dx * dx + dy * dy, 1e-12);
  return (x: number, y: number): number => {
    const along = ((x - x0) * dx + (y - y0) * dy) / square;
    const t = along < 0 ? 0 : along > 1 ? 1 : along;
    const [ex, ey] = [x - x0 - t * dx, y - y0 - t * dy];
    return Math.sqrt(ex * ex + ey * ey) - w0 - t * dw;
  };
}

function circleAround(points: readonly StrokePoint[]): Circle {
  const [left, right] = [Math.min(...points.map(([x]) => x)), Math.max(...points.map(([x]) => x))];
  const [low, high] = [Math.min(...points.map(([, y]) => y)), Math.max(...points.map(([, y]) => y))];
  const [x, y] = [(left + right) / 2, (low + high) / 2];
  return { x, y, radius: Math.max(...points.map(([px, py, width]) => Math.hypot(px - x, py - y) + width)) };
}
