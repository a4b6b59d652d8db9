import { Select } from '../../controls/select.tsx';
import type { ImageDescription } from './describe.ts';

/** Which array of a file is shown that holds several. */
export function MemberChoice({
  about: { header },
  onChoose,
}: {
  readonly about: Pick<ImageDescription, 'header'>;
  readonly onChoose: (member: string) => void;
}) {
  const { members, shape } = header;
  if (members.length < 2) return null;
  const same = members.find((member) => member.shape.join() === shape.join());
  return (
    <Select
      label="Array"
      value={same?.name ?? ''}
      options={members.map((member) => ({
        value: member.name,
        label: `${member.name} (${member.shape.join(' × ')})`,
      }))}
      onChange={onChoose}
    />
  );
}
