import { Select, type SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { TicketRow } from '@passerelle/api';
import { useAnswer } from '../api/use-answer.js';

export interface TicketInputProps extends Omit<SelectProps, 'value' | 'onChange' | 'data'> {
  readonly value: string | null;
  /** Tickets that are no choice here. */
  readonly without: ReadonlySet<string>;
  readonly change: (ticket: string | null) => void;
}

const wordOf = ({ number, title }: Pick<TicketRow, 'number' | 'title'>): string =>
  [number, title].filter(Boolean).join(' · ');

/** A ticket, found by its number or by words of it. */
export function TicketInput({ value, without, change, ...props }: TicketInputProps) {
  const [typed, setTyped] = useState('');
  const [asked] = useDebouncedValue(typed, 250);
  const { data } = useAnswer(
    'listTickets',
    { query: { text: asked, limit: 20 } },
    { enabled: asked.trim().length >= 2, keep: true },
  );
  const rows = (data?.rows ?? []).filter(({ id }) => !without.has(id));
  return (
    <Select
      searchable
      clearable
      {...props}
      data={rows.map((row) => ({ value: row.id, label: wordOf(row) }))}
      filter={({ options }) => options}
      searchValue={typed}
      onSearchChange={setTyped}
      value={value}
      onChange={change}
    />
  );
}
