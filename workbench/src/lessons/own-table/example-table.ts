import { iris } from 'echotrain/data';

/** Iris as somebody's own file: with a row's number, and a few cells that nobody filled in. */
export function exampleTable(): File {
  const { count, labels, featureNames = [], input, targets } = irisFields();
  const header = ['number', ...featureNames, 'species'];
  const rows = Array.from({ length: count }, (_, item) => {
    const cells = input(item).map((value, feature) =>
      (item * 4 + feature) % 47 === 11 ? '' : value.toFixed(1),
    );
    return [item + 1, ...cells, targets[labels[item] ?? 0]];
  });
  return new File([[header, ...rows].map((cells) => cells.join(',')).join('\n')], 'iris.csv');
}

function irisFields() {
  const flowers = iris();
  return {
    count: flowers.count,
    labels: flowers.labels ?? new Int32Array(),
    featureNames: flowers.featureNames,
    input: (item: number) => Array.from(flowers.input(item)),
    targets: flowers.targets.kind === 'classes' ? flowers.targets.classNames : [],
  };
}
