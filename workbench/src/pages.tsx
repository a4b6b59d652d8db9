import { type ComponentType, lazy, type ReactNode } from 'react';
import { Missing } from './navigation/missing.tsx';

/** What a page is told: the parts of the path that its pattern names, and the search part of the address. */
export interface PageProps {
  readonly parameters: Readonly<Record<string, string>>;
  readonly search: URLSearchParams;
}

/** A page, and where it is. `:name` in a path stands for anything without a slash, `*` for the rest. */
interface Page {
  readonly path: string;
  readonly section: string;
  readonly title: (parameters: Readonly<Record<string, string>>) => string;
  readonly component: ComponentType<PageProps>;
}

/** What the header offers. */
export const sections = [
  { path: '/runs', name: 'Runs' },
  { path: '/data', name: 'Data' },
  { path: '/compare', name: 'Compare' },
  { path: '/lessons', name: 'Lessons' },
] as const;

const pages: readonly Page[] = [
  { path: '/', section: '/runs', title: () => 'Runs', component: lazy(() => import('./runs/runs-page.tsx')) },
  {
    path: '/runs',
    section: '/runs',
    title: () => 'Runs',
    component: lazy(() => import('./runs/runs-page.tsx')),
  },
  {
    path: '/runs/:run',
    section: '/runs',
    title: ({ run }) => `Run ${run}`,
    component: lazy(() => import('./run/run-page.tsx')),
  },
  {
    path: '/compare',
    section: '/compare',
    title: () => 'Compare',
    component: lazy(() => import('./compare/compare-page.tsx')),
  },
  {
    path: '/lessons',
    section: '/lessons',
    title: () => 'Lessons',
    component: lazy(() => import('./lessons/lessons-page.tsx')),
  },
  {
    path: '/lessons/:lesson',
    section: '/lessons',
    title: ({ lesson = '' }) => `Lesson ${lesson.replaceAll('-', ' ')}`,
    component: lazy(() => import('./lessons/lesson-page.tsx')),
  },
  {
    path: '/new',
    section: '/runs',
    title: () => 'New run',
    component: lazy(() => import('./new-run/new-run-page.tsx')),
  },
  {
    path: '/data',
    section: '/data',
    title: () => 'Data',
    component: lazy(() => import('./data/data-page.tsx')),
  },
  {
    path: '/data/folder',
    section: '/data',
    title: () => 'Folder',
    component: lazy(() => import('./data/folder/folder-page.tsx')),
  },
  {
    path: '/data/dataset',
    section: '/data',
    title: () => 'Dataset',
    component: lazy(() => import('./data/dataset/dataset-page.tsx')),
  },
  {
    path: '/data/item',
    section: '/data',
    title: () => 'Item',
    component: lazy(() => import('./data/item/item-page.tsx')),
  },
  {
    path: '/data/series',
    section: '/data',
    title: () => 'Series',
    component: lazy(() => import('./data/folder/series-page.tsx')),
  },
  {
    path: '/data/file',
    section: '/data',
    title: () => 'File',
    component: lazy(() => import('./data/file/file-page.tsx')),
  },
];

/** The page at an address. */
export function pageOf(address: string): {
  readonly title: string;
  readonly section: string;
  readonly content: ReactNode;
} {
  const { pathname, searchParams } = new URL(address, location.origin);
  for (const { path, section, title, component: Content } of pages) {
    const parameters = parametersOf(path, pathname);
    if (!parameters) continue;
    const content = <Content key={pathname} parameters={parameters} search={searchParams} />;
    return { title: title(parameters), section, content };
  }
  return { title: 'Not found', section: '', content: <Missing /> };
}

/** What a pattern's names stand for in a path; nothing where it does not fit. */
function parametersOf(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const source = pattern.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)').replace('*', '(?<rest>.+)');
  const match = new RegExp(`^${source}/?$`).exec(path);
  if (!match) return undefined;
  return Object.fromEntries(
    Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]),
  );
}
