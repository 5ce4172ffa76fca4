import { Avatar, Menu, UnstyledButton, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import {
  IconKeyboard,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconSelector,
  IconSettings,
  IconSun,
} from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useAct } from '../api/use-act.js';
import { useSession } from '../api/use-session.js';
import { speak } from '../words/start-words.js';
import classes from './user-menu.module.css';

export function UserMenu({ showKeys }: { readonly showKeys: () => void }) {
  const { t, i18n } = useTranslation();
  const { me } = useSession();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const client = useQueryClient();
  const navigate = useNavigate();
  const other = i18n.language === 'fr' ? 'en' : 'fr';
  const keep = useAct('changePreferences', { quiet: true });
  const leave = useAct('signOut', {
    done: () => {
      // Nothing of one reader stays on the screen of the next.
      client.clear();
      void navigate('/sign-in');
    },
  });
  const change = (): void => {
    void speak(other).then(() => {
      keep.mutate({ body: { language: other } });
      void client.invalidateQueries();
    });
  };
  if (!me) return null;
  return (
    <Menu position="top-start" width={220}>
      <Menu.Target>
        <UnstyledButton className={classes.user}>
          <Avatar name={me.name} size={28} color="lagoon" aria-hidden />
          <span className={classes.names}>
            <strong>{me.name}</strong>
            <span>{t(`role.${me.role}`)}</span>
          </span>
          <IconSelector size={15} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to="/account" leftSection={<IconSettings size={15} />}>
          {t('user.account')}
        </Menu.Item>
        <Menu.Item
          leftSection={scheme === 'dark' ? <IconSun size={15} /> : <IconMoon size={15} />}
          onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}
        >
          {t(scheme === 'dark' ? 'user.light' : 'user.dark')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLanguage size={15} />} onClick={change} lang={other}>
          {other === 'fr' ? 'Français' : 'English'}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={15} />} onClick={showKeys}>
          {t('shell.keys')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={15} />} onClick={() => leave.mutate({})}>
          {t('user.leave')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
