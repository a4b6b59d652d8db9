import { Link } from '../navigation/link.tsx';
import { figureOf, type Lesson, lessons } from './catalog.ts';
import styles from './lessons-page.module.css';

/** All lessons: what one learns, how long it takes, and a picture. */
export default function LessonsPage() {
  return (
    <div className={styles.page}>
      <h1>Lessons</h1>
      <p className={styles.lead}>
        Texts whose code runs here, in the browser: nothing to install, nothing leaves this machine. Change a
        number and run it again.
      </p>
      <ol className={styles.lessons}>
        {lessons.map((lesson) => (
          <LessonCard key={lesson.name} lesson={lesson} />
        ))}
      </ol>
    </div>
  );
}

function LessonCard({ lesson: { name, title, learned, minutes, picture } }: { readonly lesson: Lesson }) {
  return (
    <li className={styles.card}>
      <div className={styles.picture}>
        <img src={figureOf(name, `figures/${picture}.svg`)} alt="" loading="lazy" />
      </div>
      <div className={styles.words}>
        <h2>
          <Link to={`/lessons/${name}`}>
            {Number.parseInt(name, 10)} {title}
          </Link>
        </h2>
        <p>{learned}</p>
        <p className={styles.minutes}>{minutes} minutes</p>
      </div>
    </li>
  );
}
