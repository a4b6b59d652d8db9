/** Which images belong together. */
export interface Groups {
  /** The number of groups of two images or more. */
  readonly count: number;
  /** How many images the largest has. */
  readonly largest: number;
}

/** The groups that pairs form: two images are in one where a chain of pairs leads from one to the other. */
export function groupsOf(pairs: readonly { readonly first: number; readonly second: number }[]): Groups {
  const parents = new Map<number, number>();
  const rootOf = (image: number): number => {
    let root = image;
    for (let up = parents.get(root); up !== undefined; up = parents.get(root)) root = up;
    for (let next = image; next !== root; ) {
      const up = parents.get(next) ?? root;
      parents.set(next, root);
      next = up;
    }
    return root;
  };
  const images = new Set<number>();
  for (const { first, second } of pairs) {
    images.add(first).add(second);
    const [a, b] = [rootOf(first), rootOf(second)];
    if (a !== b) parents.set(a, b);
  }
  const sizes = new Map<number, number>();
  for (const image of images) sizes.set(rootOf(image), (sizes.get(rootOf(image)) ?? 0) + 1);
  return { count: sizes.size, largest: Math.max(0, ...sizes.values()) };
}
