import { Document, isScalar, visit } from 'yaml';
import { summary } from '../../layers/index.ts';
import { type Block, formatNumber, type Section } from '../../report/index.ts';
import type { StudyOutcome } from '../run-study.ts';
import type { Study } from '../study.ts';
import { counted } from './words.ts';

/** Everything that is needed to repeat the study. */
export function settingsSection({ result, trained }: StudyOutcome): Section {
  const { data, device, versions, settings, repetitions, started } = result;
  const [first] = repetitions;
  const hashes = Object.entries(data.hashes).map(([part, hash]) => [`data, SHA-256 (${part})`, short(hash)]);
  const rows = [
    ['data', `${data.name}: ${counted(data.items, 'item')} of shape [${data.inputShape.join(', ')}]`],
    ...hashes,
    ...(first
      ? [
          ['parts', partsText(first.items)],
          ['split, SHA-256', splitsText(repetitions)],
        ]
      : []),
    ['seed', [settings.seed ?? 0].flat().join(', ')],
    ['device', device.reason],
    ['started', started.replace('T', ' ').replace(/\..*/, ' UTC')],
    [
      'versions',
      Object.entries(versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(', '),
    ],
  ];
  const [network] = trained;
  const blocks: Block[] = [
    {
      kind: 'code',
      title: 'The study, with all overrides',
      text: yamlOf(settings),
    },
    { kind: 'table', caption: 'What it ran on', columns: [{ title: '' }, { title: '' }], rows },
  ];
  if (network) blocks.push({ kind: 'code', title: 'The network', text: summary(network.model).text });
  return { title: 'Settings', blocks };
}

function partsText({ train, validation, test }: { train: number; validation: number; test: number }): string {
  return `${formatNumber(train)} training, ${formatNumber(validation)} validation, ${formatNumber(test)} test`;
}

function splitsText(repetitions: StudyOutcome['result']['repetitions']): string {
  return [...new Set(repetitions.map(({ split }) => short(split)))].join(', ');
}

/** Settings in the order in which people write them, short lists in one line. */
function yamlOf({
  name,
  description,
  seed,
  data,
  split,
  preprocessing,
  augmentation,
  ...rest
}: Study): string {
  const ordered = { name, description, seed, data, split, preprocessing, augmentation, ...rest };
  const document = new Document(ordered, { keepUndefined: false });
  visit(document, {
    Seq: (_, list) => {
      list.flow = list.items.every((item) => isScalar(item));
    },
  });
  return document.toString({ flowCollectionPadding: false });
}

/** Enough of a hash to compare by eye; result.json has all of it. */
function short(hash: string): string {
  return `${hash.slice(0, 16)}…`;
}
