import { Chip, NumberInput, Select, TextInput } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useTranslation } from 'react-i18next';
import type { Facet } from '@passerelle/api';
import { useAnswer } from '../api/use-answer.js';
import { FacetGroup } from './facet-group.js';
import { marks, queryOf, withList, withMark, withText } from './filter.js';
import classes from './filter-panel.module.css';
import { RequesterFilter } from './requester-filter.js';
import type { Desk } from './use-desk.js';

const shown: readonly Facet[] = [
  'status',
  'agent',
  'team',
  'kind',
  'category',
  'priority',
  'connection',
  'site',
  'approval',
];

/** Counts and filters are one thing here: whoever sees how many may click on them. */
export function FilterPanel({ desk }: { readonly desk: Desk }) {
  const { t } = useTranslation();
  const { filter } = desk;
  const counts = useAnswer(
    'countTickets',
    { query: { ...queryOf(filter), by: shown } },
    { keep: true, staleTime: 20_000 },
  );
  return (
    <div className={classes.panel}>
      <div className={classes.marks}>
        {marks.map((name) => (
          <Chip
            key={name}
            size="xs"
            checked={filter.marks[name] === true}
            onChange={(on) => desk.change(withMark(filter, name, on ? true : undefined))}
          >
            {t(`filter.${name}`)}
          </Chip>
        ))}
      </div>
      <Select
        label={t('filter.turn')}
        placeholder={t('filter.any')}
        clearable
        clearButtonProps={{ 'aria-label': t('clear') }}
        data={['support', 'requester'].map((value) => ({ value, label: t(`turn.${value}`) }))}
        value={filter.texts.turn ?? null}
        onChange={(value) => desk.change(withText(filter, 'turn', value ?? undefined))}
      />
      {shown.map((facet) => (
        <FacetGroup key={facet} facet={facet} rows={counts.data?.by[facet] ?? []} desk={desk} />
      ))}
      <h2 className={classes.head}>{t('filter.more')}</h2>
      <RequesterFilter desk={desk} />
      <TextInput
        key={filter.lists.asset?.join() ?? 'asset'}
        label={t('filter.asset')}
        placeholder={t('filter.asset.hint')}
        defaultValue={filter.lists.asset?.[0] ?? ''}
        onBlur={({ currentTarget: { value } }) => {
          if (value !== (filter.lists.asset?.[0] ?? '')) desk.change(withList(filter, 'asset', value ? [value] : []));
        }}
      />
      <DatePickerInput
        label={t('filter.createdFrom')}
        size="xs"
        clearable
        clearButtonProps={{ 'aria-label': t('clear') }}
        value={filter.texts.createdFrom?.slice(0, 10) ?? null}
        onChange={(day) =>
          desk.change(withText(filter, 'createdFrom', day ? new Date(`${day}T00:00:00`).toISOString() : undefined))
        }
      />
      <NumberInput
        label={t('filter.olderThan')}
        size="xs"
        min={0}
        max={36_500}
        value={filter.texts.olderThan ?? ''}
        onChange={(days) => desk.change(withText(filter, 'olderThan', days === '' ? undefined : String(days)))}
      />
    </div>
  );
}
