import { Autocomplete, type AutocompleteProps } from '@mantine/core';
import { useChoices } from '../words/use-words.js';

export interface TeamInputProps extends Omit<AutocompleteProps, 'value' | 'onChange' | 'data'> {
  readonly value: string | null;
  readonly change: (value: string | null) => void;
}

export function TeamInput({ value, change, ...props }: TeamInputProps) {
  const { data } = useChoices();
  const names = [...new Set(data?.teams.map(({ name }) => name))];
  return (
    <Autocomplete
      size="xs"
      openOnFocus={false}
      {...props}
      data={names}
      limit={50}
      value={value ?? ''}
      onChange={(text) => change(text || null)}
    />
  );
}
