import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../api/use-answer.js';
import { withList } from './filter.js';
import type { Desk } from './use-desk.js';

/** Narrows the list to what one person asked for, found by a part of a name, address or login. */
export function RequesterFilter({ desk }: { readonly desk: Desk }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [asked] = useDebouncedValue(typed.trim(), 250);
  const { data } = useAnswer('findPeople', { query: { text: asked } }, { enabled: asked.length >= 2, keep: true });
  const people = new Map(data?.people.map(({ key, name, email }) => [key, [name, email].filter(Boolean).join(' · ')]));
  return (
    <Select
      label={t('filter.requester')}
      placeholder={t('people.search')}
      searchable
      nothingFoundMessage={asked.length >= 2 ? t('filter.requester.none') : undefined}
      data={[...people].map(([value, label]) => ({ value, label }))}
      filter={({ options }) => options}
      searchValue={typed}
      onSearchChange={setTyped}
      value={null}
      onChange={(key) => {
        if (key === null) return;
        desk.change(withList(desk.filter, 'requester', [...new Set([...(desk.filter.lists.requester ?? []), key])]));
        setTyped('');
      }}
    />
  );
}
