import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../api/use-answer.js';
import { useWords } from '../words/use-words.js';
import classes from './chips.module.css';
import { everything, lists, marks, texts, toggleValue, withMark, withText, type Filter } from './filter.js';
import { valueWord } from './filter-words.js';
import type { Desk } from './use-desk.js';

interface Chip {
  readonly name: string;
  readonly value: string;
  readonly without: Filter;
}

/** All that narrows the list now, each to be taken away with one click. */
export function Chips({ desk }: { readonly desk: Desk }) {
  const { t } = useTranslation();
  const words = useWords();
  const { filter } = desk;
  const lead = filter.texts.lead ?? '';
  const led = useAnswer('readTicket', { params: { ticket: lead } }, { enabled: lead !== '' });
  const chips: readonly Chip[] = [
    ...lists.flatMap((name) =>
      (filter.lists[name] ?? []).map((value) => ({
        name: t(`filter.${name}`),
        value: valueWord(name, value, t, words),
        without: toggleValue(filter, name, value),
      })),
    ),
    ...marks.flatMap((name) => {
      const value = filter.marks[name];
      return value === undefined
        ? []
        : [
            {
              name: '',
              value: t(value ? `filter.${name}` : `filter.${name}.not`),
              without: withMark(filter, name, undefined),
            },
          ];
    }),
    ...texts.flatMap((name) => {
      const value = filter.texts[name];
      if (!value || name === 'text') return [];
      const shown =
        name === 'turn'
          ? t(`turn.${value}`)
          : name === 'lead'
            ? (led.data?.number ?? led.data?.title ?? '…')
            : name.startsWith('created') || name.startsWith('updated')
              ? value.slice(0, 10)
              : value;
      return [{ name: t(`filter.${name}`), value: shown, without: withText(filter, name, undefined) }];
    }),
  ];
  if (chips.length === 0) return null;
  return (
    <ul className={classes.chips} aria-label={t('filter.active')} data-screen-only>
      {chips.map(({ name, value, without }) => (
        <li key={`${name}:${value}`}>
          <button type="button" onClick={() => desk.change(without)}>
            {name ? <span>{name}</span> : null}
            <b>{value}</b>
            <span className="unseen">{t('filter.remove')}</span>
            <IconX size={12} aria-hidden />
          </button>
        </li>
      ))}
      <li>
        <Button variant="subtle" size="compact-xs" onClick={() => desk.change(everything)}>
          {t('filter.clear')}
        </Button>
      </li>
    </ul>
  );
}
