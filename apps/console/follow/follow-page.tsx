import { Button, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { describeRefusal } from '../api/describe-refusal.js';
import { useAct } from '../api/use-act.js';
import { Brand } from '../app/brand.js';
import { speak } from '../words/start-words.js';
import frame from '../account/sign-in-page.module.css';
import { FollowedTicket } from './followed-ticket.js';
import { Notice } from '../pieces/notice.js';

/** For requesters without an account: a number of any tool and their address. Nothing tells a stranger what exists. */
export function FollowPage() {
  const { t, i18n } = useTranslation();
  const [reference, setReference] = useState('');
  const [email, setEmail] = useState('');
  const find = useAct('follow', { quiet: true });
  const other = i18n.language === 'fr' ? 'en' : 'fr';
  useEffect(() => {
    document.title = `${t('follow.title')} · Passerelle`;
  }, [t]);
  return (
    <div className={frame.page}>
      <main className={`${frame.card} ${frame.wide}`}>
        <Brand />
        <h1>{t('follow.title')}</h1>
        <p>{t('follow.text')}</p>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            find.mutate({ body: { reference: reference.trim(), email: email.trim() } });
          }}
        >
          <TextInput
            size="sm"
            label={t('follow.reference')}
            description={t('follow.reference.hint')}
            required
            value={reference}
            onChange={({ currentTarget }) => setReference(currentTarget.value)}
          />
          <TextInput
            size="sm"
            type="email"
            label={t('follow.email')}
            autoComplete="email"
            required
            value={email}
            onChange={({ currentTarget }) => setEmail(currentTarget.value)}
          />
          <Button type="submit" size="sm" leftSection={<IconSearch size={16} />} loading={find.isPending}>
            {t('follow.find')}
          </Button>
        </form>
        <div role="status" aria-live="polite">
          {find.error ? (
            <Notice tone="bad" title={describeRefusal(find.error, t).title}>
              {describeRefusal(find.error, t).detail}
            </Notice>
          ) : null}
          {find.data?.later ? <Notice tone="warn" title={t('follow.later')} /> : null}
          {find.data && !find.data.later && find.data.tickets.length === 0 ? (
            <Notice tone="plain" title={t('follow.none')}>
              {t('follow.none.text')}
            </Notice>
          ) : null}
          {find.data?.tickets.map((ticket) => (
            <FollowedTicket key={ticket.number} ticket={ticket} />
          ))}
        </div>
        <footer>
          <Link to="/sign-in">{t('follow.signIn')}</Link>
          <Button variant="subtle" size="compact-sm" lang={other} onClick={() => void speak(other)}>
            {other === 'fr' ? 'Français' : 'English'}
          </Button>
        </footer>
      </main>
    </div>
  );
}
