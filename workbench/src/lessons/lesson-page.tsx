import { Suspense } from 'react';
import { useQuery } from '../api/use-query.ts';
import { Link } from '../navigation/link.tsx';
import { Missing } from '../navigation/missing.tsx';
import type { PageProps } from '../pages.tsx';
import { figureOf, type Lesson, lessons, levelsOf, textOf } from './catalog.ts';
import { cellsIn } from './cells/places.tsx';
import styles from './lesson-page.module.css';
import { Prose, type Section, sectionsOf } from './text/prose.tsx';

/** One lesson: its text, and between its sections the cells that run. */
export default function LessonPage({ parameters }: PageProps) {
  const lesson = lessons.find(({ name }) => name === parameters.lesson);
  return lesson ? <LessonText lesson={lesson} /> : <Missing />;
}

function LessonText({ lesson }: { readonly lesson: Lesson }) {
  const { value: text } = useQuery(lesson.name, () => textOf(lesson.name));
  if (text === undefined) return <p role="status">Loading …</p>;
  const sections = sectionsOf(text);
  return (
    <div className={styles.page}>
      <Contents sections={sections} />
      <article className={styles.lesson}>
        {sections.map((section) => (
          <LessonSection key={section.title} lesson={lesson} section={section} />
        ))}
        <Neighbors lesson={lesson} />
      </article>
    </div>
  );
}

function LessonSection({ lesson, section }: { readonly lesson: Lesson; readonly section: Section }) {
  const { title, level, blocks } = section;
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <section aria-labelledby={slugOf(title)} className={styles.section}>
      <Heading id={slugOf(title)}>{title}</Heading>
      <Prose
        blocks={blocks}
        figure={(source) => figureOf(lesson.name, source)}
        page={(target) => pageFor(lesson.name, target)}
      />
      <Suspense fallback={<p role="status">Loading …</p>}>
        {cellsIn(lesson.name, title).map(({ name, component: Cell }) => (
          <Cell key={name} lesson={lesson.name} />
        ))}
      </Suspense>
    </section>
  );
}

/** The sections, to jump to. */
function Contents({ sections }: { readonly sections: readonly Section[] }) {
  return (
    <nav className={styles.contents} aria-label="In this lesson">
      <ul>
        {sections.map(({ title }) => (
          <li key={title}>
            <a href={`#${slugOf(title)}`}>{title}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The lessons before and after this one. */
function Neighbors({ lesson }: { readonly lesson: Lesson }) {
  const at = lessons.indexOf(lesson);
  const [before, after] = [lessons[at - 1], lessons[at + 1]];
  return (
    <nav className={styles.neighbors} aria-label="Other lessons">
      {before && <Link to={`/lessons/${before.name}`}>← {before.title}</Link>}
      <Link to="/lessons">All lessons</Link>
      {after && <Link to={`/lessons/${after.name}`}>{after.title} →</Link>}
    </nav>
  );
}

/** Where a link of a lesson's text leads on these pages: another lesson, or the code of a level of this one. */
function pageFor(lesson: string, target: string): string | undefined {
  const [, other] = /^\.\.\/([\w-]+)\/README\.md$/.exec(target) ?? [];
  if (other !== undefined) return `/lessons/${other}`;
  return levelsOf(lesson).some((level) => target === `${level}.ts`) ? '#levels' : undefined;
}

/** The part of an address that stands for a heading. */
function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\d]+/gu, '-')
    .replaceAll(/^-|-$/g, '');
}
