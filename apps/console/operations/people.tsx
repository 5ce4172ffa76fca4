import { SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../api/use-answer.js';
import { Answered, Empty } from '../pieces/states.js';
import classes from './people.module.css';
import { PersonMatch } from './person-match.js';

const shown = ['ambiguous', 'none', 'decision', 'all'] as const;
type Shown = (typeof shown)[number];

/** Who people are in each tool: those of whom a human must say it, those who are nobody there, and what was decided. */
export function People() {
  const { t } = useTranslation();
  const [which, setWhich] = useState<Shown>('ambiguous');
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed.trim(), 250);
  const found = useAnswer(
    'listMatches',
    { query: { ...(which === 'all' ? { all: 'true' } : { evidence: which }), ...(text === '' ? {} : { text }) } },
    { keep: true },
  );
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <SegmentedControl
          size="xs"
          aria-label={t('people.shown')}
          value={which}
          onChange={(value) => setWhich(shown.find((one) => one === value) ?? 'ambiguous')}
          data={shown.map((value) => ({ value, label: t(`people.${value}`) }))}
        />
        <TextInput
          type="search"
          aria-label={t('people.search')}
          placeholder={t('people.search')}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      </div>
      <Answered of={found}>
        {({ matches, more }) =>
          matches.length === 0 ? (
            <Empty title={t('people.empty')}>{t('people.empty.text')}</Empty>
          ) : (
            <>
              {matches.map((match) => (
                <PersonMatch key={`${match.connection}:${match.person}:${match.evidence}`} match={match} />
              ))}
              {more ? <p>{t('people.more')}</p> : null}
            </>
          )
        }
      </Answered>
    </div>
  );
}
