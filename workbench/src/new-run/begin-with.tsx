import fieldStyles from '../controls/field.module.css';
import { Field } from '../controls/field.tsx';
import { goTo } from '../navigation/address.ts';
import styles from './new-run.module.css';
import type { StartingPoint } from './starting-point.ts';

/** Chooses the study that the form begins with: of a lesson, or from a file. */
export function BeginWith({
  start: { lessons, studies, path },
  run,
}: {
  readonly start: StartingPoint;
  readonly run: string | null;
}) {
  return (
    <div className={styles.begin}>
      <Field label="Begin with" isLabelHidden>
        {(parts) => (
          <select
            {...parts}
            className={fieldStyles.input}
            value={path}
            onChange={(event) => goTo(`/new?file=${encodeURIComponent(event.target.value)}`)}
          >
            {run !== null && <option value="">Begin with: run {run}</option>}
            <optgroup label="Lessons">
              {lessons.map((study) => (
                <option key={study.path} value={study.path}>
                  Begin with: {study.name}
                </option>
              ))}
            </optgroup>
            {studies.length > 0 && (
              <optgroup label="Your studies">
                {studies.map((study) => (
                  <option key={study.path} value={study.path}>
                    {study.name} ({study.path})
                  </option>
                ))}
              </optgroup>
            )}
          </select>
        )}
      </Field>
    </div>
  );
}
