import { ActionIcon, Burger, Drawer } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation } from 'react-router';
import { IconKeyboard } from '@tabler/icons-react';
import { useLive } from '../api/use-live.js';
import { Brand } from './brand.js';
import { Navigation } from './navigation.js';
import { Shortcuts } from './shortcuts.js';
import { useShortcuts } from './use-shortcuts.js';
import classes from './shell.module.css';

/** What stands around every page: the way to all others, and the place that the page scrolls in. */
export function Shell() {
  const { t } = useTranslation();
  const narrow = useMediaQuery('(max-width: 60em)', undefined, { getInitialValueInEffect: false });
  const [menu, menuActs] = useDisclosure(false);
  const [keys, keysActs] = useDisclosure(false);
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  useLive(true);
  useShortcuts({ '?': keysActs.open });
  useEffect(menuActs.close, [pathname, menuActs.close]);
  return (
    <div className={classes.shell}>
      <a href="#main" className="skip" onClick={() => main.current?.focus()}>
        {t('shell.skip')}
      </a>
      {narrow ? (
        <nav className={classes.bar} aria-label={t('shell.menu')} data-screen-only>
          <Burger opened={menu} onClick={menuActs.toggle} size="sm" aria-label={t('shell.menu')} />
          <Brand />
          <ActionIcon onClick={keysActs.open} aria-label={t('shell.keys')} ml="auto">
            <IconKeyboard size={18} />
          </ActionIcon>
        </nav>
      ) : (
        <nav className={classes.side} aria-label={t('shell.navigation')}>
          <Navigation showKeys={keysActs.open} />
        </nav>
      )}
      {narrow ? (
        <Drawer.Root opened={menu} onClose={menuActs.close} size={270}>
          <Drawer.Overlay />
          <Drawer.Content aria-label={t('shell.navigation')}>
            <nav className={classes.drawer} aria-label={t('shell.navigation')}>
              <Navigation showKeys={keysActs.open} />
            </nav>
          </Drawer.Content>
        </Drawer.Root>
      ) : null}
      <main id="main" ref={main} tabIndex={-1} className={classes.main}>
        <Outlet />
      </main>
      <Shortcuts opened={keys} close={keysActs.close} />
    </div>
  );
}
