import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MatchOf } from '@passerelle/api';
import { useAct } from '../api/use-act.js';
import { ConnectionMark } from '../pieces/connection-mark.js';
import { Panel } from '../pieces/panel.js';
import { Pill } from '../pieces/pill.js';
import { When } from '../pieces/when.js';
import classes from './people.module.css';

type Account = MatchOf['candidates'][number];

/** One person and the accounts that they may be; what speaks against each stands beside what speaks for it. */
export function PersonMatch({ match }: { readonly match: MatchOf }) {
  const { t } = useTranslation();
  const [other, setOther] = useState('');
  const decide = useAct('decideMatch', { touches: ['listMatches'], says: t('people.done') });
  const { connection, person, named, candidates } = match;
  const say = (account: string | null): void => decide.mutate({ body: { connection, person, account } });
  return (
    <Panel
      title={
        <>
          <bdi>{named?.name ?? named?.email ?? named?.login ?? person.slice(0, 8)}</bdi> · {t('people.in')}{' '}
          <ConnectionMark name={connection} />
        </>
      }
      aside={<Pill tone={tones[match.evidence]}>{t(`evidence.${match.evidence}`)}</Pill>}
    >
      <p className={classes.said}>
        {[named?.email, named?.login, named?.employeeNumber].filter(Boolean).join(' · ') || t('people.nameOnly')}
        {match.account ? ` → ${match.account}` : ''}
        {match.by ? (
          <>
            {' '}
            · {t('people.by', { name: match.by })} <When at={match.at} form="full" />
          </>
        ) : null}
      </p>
      <ul className={classes.accounts}>
        {candidates.map((account) => (
          <li key={account.id}>
            <Facts account={account} />
            <Button
              size="compact-xs"
              variant={match.account === account.id ? 'light' : 'default'}
              disabled={match.evidence === 'decision' && match.account === account.id}
              loading={decide.isPending}
              aria-label={`${t('people.choose')} ${account.login ?? account.id}`}
              onClick={() => say(account.id)}
            >
              {t('people.choose')}
            </Button>
          </li>
        ))}
      </ul>
      <form
        className={classes.other}
        onSubmit={(event) => {
          event.preventDefault();
          if (other.trim() !== '') say(other.trim());
        }}
      >
        <TextInput
          aria-label={t('people.other')}
          placeholder={t('people.other')}
          value={other}
          onChange={({ currentTarget }) => setOther(currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={other.trim() === ''} loading={decide.isPending}>
          {t('people.choose')}
        </Button>
        <Button variant="subtle" loading={decide.isPending} onClick={() => say(null)}>
          {t('people.nobody', { connection })}
        </Button>
      </form>
    </Panel>
  );
}

const tones = {
  email: 'good',
  employee_number: 'good',
  login: 'good',
  name: 'info',
  decision: 'good',
  none: 'plain',
  ambiguous: 'warn',
} as const;

function Facts({ account }: { readonly account: Account }) {
  const { t } = useTranslation();
  const { name, email, login, id, employeeNumber, active, fits } = account;
  return (
    <div>
      <b dir="auto">{name}</b>
      <span className={classes.said}>{[login ?? id, email, employeeNumber].filter(Boolean).join(' · ')}</span>
      <span className={classes.proof}>
        {active ? null : <Pill tone="warn">{t('plan.inactive')}</Pill>}
        {fits.map((fact) => {
          const against = fact.startsWith('-');
          const word = t(`fits.${fact.replace(/^-/, '').replace(' (near)', '.near')}`, fact.replace(/^-/, ''));
          return (
            <Pill key={fact} tone={against ? 'bad' : 'good'} outline>
              {t(against ? 'people.against' : 'people.for', { fact: word })}
            </Pill>
          );
        })}
      </span>
    </div>
  );
}
