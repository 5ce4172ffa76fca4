import { Button, PasswordInput, Select } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionKey } from '../api/provide.js';
import { useAct } from '../api/use-act.js';
import { useSession } from '../api/use-session.js';
import { PageHead } from '../pieces/page-head.js';
import { Panel } from '../pieces/panel.js';
import { speak } from '../words/start-words.js';
import classes from './account-page.module.css';
import { Tokens } from './tokens.js';
import { Notice } from '../pieces/notice.js';

export function AccountPage() {
  const { t } = useTranslation();
  const { me } = useSession();
  if (!me) return null;
  return (
    <>
      <PageHead title={t('user.account')} sub={`${me.name} · ${me.login} · ${t(`role.${me.role}`)}`} />
      <div className={classes.page}>
        {me.mustChange ? <Notice tone="warn" title={t('password.mustChange')} loud /> : null}
        <PreferencesPanel />
        {me.account === 'local' ? <PasswordPanel /> : null}
        {me.mustChange ? null : <Tokens />}
      </div>
    </>
  );
}

function PreferencesPanel() {
  const { t, i18n } = useTranslation();
  const { me } = useSession();
  const keep = useAct('changePreferences', { touches: ['readSession'], says: t('saved') });
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone'), []);
  return (
    <Panel title={t('preferences.title')}>
      <div className={classes.form}>
        <Select
          label={t('preferences.language')}
          allowDeselect={false}
          data={[
            { value: 'fr', label: 'Français' },
            { value: 'en', label: 'English' },
          ]}
          value={i18n.language}
          onChange={(value) => {
            const language = value === 'en' ? 'en' : 'fr';
            void speak(language).then(() => keep.mutate({ body: { language } }));
          }}
        />
        <Select
          label={t('preferences.timezone')}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('clear') }}
          limit={60}
          placeholder={t('preferences.browser', { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}
          data={zones}
          value={me?.timezone ?? null}
          onChange={(timezone) => keep.mutate({ body: { timezone } })}
        />
      </div>
    </Panel>
  );
}

function PasswordPanel() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [old, setOld] = useState('');
  const [fresh, setFresh] = useState('');
  const change = useAct('changePassword', {
    says: t('password.changed'),
    done: () => {
      setOld('');
      setFresh('');
      void client.invalidateQueries({ queryKey: sessionKey });
    },
  });
  const shown = { 'aria-label': t('password.show') };
  return (
    <Panel title={t('password.title')}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate({ body: { old, new: fresh } });
        }}
      >
        <PasswordInput
          size="xs"
          label={t('password.old')}
          autoComplete="current-password"
          required
          visibilityToggleButtonProps={shown}
          value={old}
          onChange={({ currentTarget }) => setOld(currentTarget.value)}
        />
        <PasswordInput
          size="xs"
          label={t('password.new')}
          description={t('password.rule')}
          autoComplete="new-password"
          required
          minLength={12}
          visibilityToggleButtonProps={shown}
          value={fresh}
          onChange={({ currentTarget }) => setFresh(currentTarget.value)}
        />
        <Button type="submit" loading={change.isPending} disabled={old === '' || fresh.length < 12}>
          {t('password.change')}
        </Button>
      </form>
    </Panel>
  );
}
