import { Button, Divider, PasswordInput, TextInput } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useSearchParams } from 'react-router';
import { addressOf } from '../api/door.js';
import { describeRefusal } from '../api/describe-refusal.js';
import { sessionKey } from '../api/provide.js';
import { useAct } from '../api/use-act.js';
import { useSession } from '../api/use-session.js';
import { Brand } from '../app/brand.js';
import { speak } from '../words/start-words.js';
import { goBackTo } from './go-back-to.js';
import classes from './sign-in-page.module.css';
import { Notice } from '../pieces/notice.js';

export function SignInPage() {
  const { t, i18n } = useTranslation();
  const [search] = useSearchParams();
  const session = useSession();
  const client = useQueryClient();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const to = goBackTo(search.get('to'));
  const enter = useAct('signIn', {
    quiet: true,
    done: (answer) => {
      if (answer.me) void speak(answer.me.language);
      client.setQueryData(sessionKey, answer);
    },
  });
  useEffect(() => {
    document.title = `${t('signIn.title')} · Passerelle`;
  }, [t]);
  if (session.me) return <Navigate to={to} replace />;
  const other = i18n.language === 'fr' ? 'en' : 'fr';
  const refused = search.get('refused');
  const failed = enter.error ?? session.error;
  return (
    <div className={classes.page}>
      <main className={classes.card}>
        <Brand />
        <h1>{t('signIn.title')}</h1>
        <p>{t('signIn.text')}</p>
        {refused !== null && !failed ? (
          <Notice tone="bad" loud title={t('signIn.refused')}>
            {t(`signIn.refused.${refused}`, t('signIn.refused.other'))}
          </Notice>
        ) : null}
        {failed ? (
          <Notice tone="bad" loud title={describeRefusal(failed, t).title}>
            {describeRefusal(failed, t).detail}
          </Notice>
        ) : null}
        {session.oidc ? (
          <Button
            component="a"
            size="sm"
            fullWidth
            leftSection={<IconKey size={16} />}
            href={addressOf('beginOidc', { query: { to } })}
          >
            {t('signIn.oidc', { provider: session.oidc })}
          </Button>
        ) : null}
        {session.oidc && session.local ? <Divider label={t('or')} /> : null}
        {session.local ? (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              enter.mutate({ body: { login: login.trim(), password } });
            }}
          >
            <TextInput
              size="sm"
              label={t('signIn.login')}
              autoComplete="username"
              required
              value={login}
              onChange={({ currentTarget }) => setLogin(currentTarget.value)}
            />
            <PasswordInput
              size="sm"
              label={t('signIn.password')}
              autoComplete="current-password"
              required
              value={password}
              visibilityToggleButtonProps={{ 'aria-label': t('password.show') }}
              onChange={({ currentTarget }) => setPassword(currentTarget.value)}
            />
            <Button
              type="submit"
              size="sm"
              fullWidth
              loading={enter.isPending}
              variant={session.oidc ? 'default' : 'filled'}
            >
              {t('signIn.enter')}
            </Button>
          </form>
        ) : null}
        <footer>
          <Link to="/follow">{t('signIn.follow')}</Link>
          <Button variant="subtle" size="compact-sm" lang={other} onClick={() => void speak(other)}>
            {other === 'fr' ? 'Français' : 'English'}
          </Button>
        </footer>
      </main>
    </div>
  );
}
