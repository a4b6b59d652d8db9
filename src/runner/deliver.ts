import { extname, join } from 'node:path';
import { page, type Section } from '../report/index.ts';
import { type OutputFolder, reportStudy, type StudyOutcome, studyFiles } from '../study/index.ts';
import type { ResultFile } from '../study/recording/study-record.ts';

/** Writes all that a study gave into its folder, which then is in its place. @returns the files */
export async function deliver(
  folder: OutputFolder,
  outcome: StudyOutcome,
  studyText: string,
): Promise<ResultFile[]> {
  const files = new Map<string, string | Uint8Array>(studyFiles(outcome));
  files.set('study.yaml', studyText);
  files.set('index.html', reportPage(outcome, await reportStudy(outcome)));
  for (const [name, content] of files) await folder.write(name, content);
  await folder.finish();
  return Array.from(files.keys(), (name) => ({ path: join(folder.path, name), kind: kindOf(name) }));
}

/** What a file of the results is, by its ending. */
function kindOf(name: string): string {
  const kinds = { '.html': 'report', '.onnx': 'model', '.safetensors': 'weights', '.yaml': 'study' };
  return new Map(Object.entries(kinds)).get(extname(name)) ?? 'numbers';
}

function reportPage({ result }: StudyOutcome, sections: readonly Section[]): string {
  const { study, settings, versions, started } = result;
  const footer = `Made by echotrain ${versions.echotrain} on ${started.slice(0, 10)}. Everything here is in result.json too.`;
  return page({
    title: study,
    sections,
    footer,
    ...(settings.description && { lead: settings.description }),
  });
}
