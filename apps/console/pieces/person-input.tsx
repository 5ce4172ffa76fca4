import { Autocomplete, type AutocompleteProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { PersonWish } from '@passerelle/api';
import { useAnswer } from '../api/use-answer.js';
import { describePerson, wishFor } from './person-words.js';

export interface PersonInputProps extends Omit<AutocompleteProps, 'value' | 'onChange' | 'data'> {
  readonly value: PersonWish | null;
  readonly change: (value: PersonWish | null) => void;
}

/** Somebody that tickets name already, or whoever is typed: a name, or an e-mail address. */
export function PersonInput({ value, change, ...props }: PersonInputProps) {
  const [typed, setTyped] = useState(describePerson(value));
  const [asked] = useDebouncedValue(typed, 200);
  const { data } = useAnswer(
    'findPeople',
    { query: { text: asked } },
    { enabled: asked.trim().length >= 2, keep: true },
  );
  const people = [...new Map((data?.people ?? []).map((person) => [describePerson(person), person])).values()];
  const type = (text: string): void => {
    setTyped(text);
    change(wishFor(text, people));
  };
  return (
    <Autocomplete
      size="xs"
      openOnFocus={false}
      {...props}
      data={people.map((person) => describePerson(person))}
      filter={({ options }) => options}
      value={typed}
      onChange={type}
    />
  );
}
