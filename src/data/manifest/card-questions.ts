import type { Count, ManifestSummary } from './summary.ts';

/** A question of a card, and its answer where a program knows it. */
export interface CardQuestion {
  readonly question: string;
  readonly answer: string | null;
}

/** What whoever uses a dataset should be told (after Gebru et al. 2021), with the answers that the manifest knows. */
export function questionsOf(summary: ManifestSummary): Record<string, readonly CardQuestion[]> {
  return {
    motivation: [ask('For which question was the dataset made, and by whom?'), ask('Who paid for it?')],
    composition: [
      ask('What is one item, and how many are there?', sizeAnswer(summary)),
      ask('Is it all there was, or a selection, and how were items chosen?'),
      ask('What do the labels mean, and who gave them, from what?', labelAnswer(summary)),
      ask('Which parts were made for training, validation and test?', partAnswer(summary)),
      ask('Are there errors, noise or repetitions?', repetitionAnswer(summary)),
      ask('Which groups of people are in it, and in which shares (age, sex, disease)?'),
    ],
    collection: [
      ask('How, with which devices and protocols were the data acquired?', deviceAnswer(summary)),
      ask(
        'Over what time?',
        summary.dates && `From ${summary.dates[0]} to ${summary.dates[1]}, as the files say.`,
      ),
      ask('Who approved it (ethics committee, number), and did the people consent?'),
      ask('Can someone withdraw, and how?'),
    ],
    preprocessing: [
      ask(
        'What was done to the data before they were imported (reconstruction, cropping, de-identification)?',
      ),
      ask('What was left out, and why?'),
      ask('Are the raw data kept, and where?'),
    ],
    uses: [
      ask('What has it been used for?'),
      ask('What should it not be used for, and which bias does it carry?'),
    ],
    distribution: [ask('Who may have it, under which license?'), ask('What forbids to pass it on?')],
    maintenance: [
      ask('Who looks after it, and how are they reached?'),
      ask('Will it be corrected or extended?'),
    ],
  };
}

function ask(question: string, answer?: string): CardQuestion {
  return { question, answer: answer ?? null };
}

function sizeAnswer({ items, subjects, subjectsKnown, formats }: ManifestSummary): string {
  const of = subjectsKnown > 0 ? ` of ${subjects} subjects` : '';
  return `${items} items${of}: ${names(formats)}.`;
}

function labelAnswer({ labels, targets }: ManifestSummary): string | undefined {
  if (labels.length === 0 && targets === 0) return 'There are none.';
  return undefined;
}

function partAnswer({ parts }: ManifestSummary): string | undefined {
  return parts.length > 0 ? `As the source gives them: ${names(parts)}.` : undefined;
}

function repetitionAnswer({ duplicates }: ManifestSummary): string | undefined {
  return duplicates.length > 0 ? `${duplicates.length} groups of items have equal values.` : undefined;
}

function deviceAnswer({ devices }: ManifestSummary): string | undefined {
  return devices.length > 0 ? `${names(devices)}, as the files say.` : undefined;
}

/** The most frequent ones, with their numbers. */
function names(counts: readonly Count[]): string {
  const first = counts.slice(0, 5).map(({ name, items }) => `${name} (${items})`);
  return [...first, ...(counts.length > 5 ? [`${counts.length - 5} others`] : [])].join(', ');
}
