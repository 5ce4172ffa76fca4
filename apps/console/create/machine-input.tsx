import { TagsInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../api/use-answer.js';

/** Machines that tickets know, or a name that is typed. */
export function MachineInput({
  value,
  change,
}: {
  readonly value: readonly string[];
  readonly change: (names: readonly string[]) => void;
}) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [asked] = useDebouncedValue(typed, 200);
  const { data } = useAnswer('findAssets', { query: { text: asked } }, { enabled: asked.length >= 2, keep: true });
  return (
    <TagsInput
      size="xs"
      label={t('field.assets')}
      data={[...new Set(data?.assets.map(({ name }) => name))]}
      value={[...value]}
      onChange={change}
      searchValue={typed}
      onSearchChange={setTyped}
      maxTags={20}
    />
  );
}
