import { ChoiceField } from './choice-field.tsx';
import type { SettingPath } from './edit-study.ts';
import { GroupField } from './group-field.tsx';
import { ListField } from './list-field.tsx';
import { kindOf, type Schema } from './schema.ts';
import { FlagField, LineField, WordField, WordsField } from './value-fields.tsx';

/** What a field of a setting is told. */
export interface SettingProps {
  readonly schema: Schema;
  readonly path: SettingPath;
  readonly value: unknown;
  readonly label: string;
}

/** Edits a setting, whatever it is. */
export function SettingField(props: SettingProps) {
  switch (kindOf(props.schema)) {
    case 'group':
      return <GroupField {...props} />;
    case 'variants':
      return <ChoiceField {...props} />;
    case 'list':
      return <ListField {...props} />;
    case 'word':
      return <WordField {...props} />;
    case 'words':
      return <WordsField {...props} />;
    case 'flag':
      return <FlagField {...props} />;
    case 'number':
    case 'text':
    case 'values':
      return <LineField {...props} />;
  }
}

/** Whether a setting takes a place in a row of fields, and not a box of its own. */
export function isSmall(schema: Schema): boolean {
  return !['group', 'variants', 'list'].includes(kindOf(schema));
}
