import { CloseButton, Kbd, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { withText } from './filter.js';
import type { Desk } from './use-desk.js';

/** Words, numbers of any tool, names: accents and inflections do not matter. */
export function Search({ desk, ref }: { readonly desk: Desk; readonly ref: Ref<HTMLInputElement> }) {
  const { t } = useTranslation();
  const current = desk.filter.texts.text ?? '';
  const [typed, setTyped] = useState(current);
  useEffect(() => setTyped(current), [current]);
  const apply = useDebouncedCallback(
    (text: string) => desk.change(withText(desk.filter, 'text', text.trim() || undefined)),
    250,
  );
  const type = (text: string): void => {
    setTyped(text);
    apply(text);
  };
  return (
    <TextInput
      ref={ref}
      type="search"
      role="searchbox"
      w={300}
      aria-label={t('tickets.search')}
      placeholder={t('tickets.search.hint')}
      leftSection={<IconSearch size={15} aria-hidden />}
      rightSection={
        typed ? <CloseButton size="xs" aria-label={t('clear')} onClick={() => type('')} /> : <Kbd size="xs">/</Kbd>
      }
      value={typed}
      onChange={({ currentTarget }) => type(currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.blur();
      }}
    />
  );
}
