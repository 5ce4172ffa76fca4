import { Button } from '@mantine/core';
import {
  IconActivityHeartbeat,
  IconHistory,
  IconMessage2Bolt,
  IconPlus,
  IconTransfer,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink } from 'react-router';
import type { Right } from '@passerelle/api';
import { useSession } from '../api/use-session.js';
import { Desks } from '../tickets/desks.js';
import { Brand } from './brand.js';
import classes from './navigation.module.css';
import { UserMenu } from './user-menu.js';

const places: readonly { readonly to: string; readonly word: string; readonly right: Right; readonly icon: Icon }[] = [
  { to: '/replies', word: 'nav.replies', right: 'act', icon: IconMessage2Bolt },
  { to: '/operations', word: 'nav.operations', right: 'operate', icon: IconActivityHeartbeat },
  { to: '/migrations', word: 'nav.migrations', right: 'operate', icon: IconTransfer },
  { to: '/administration/users', word: 'nav.users', right: 'administer', icon: IconUsers },
  { to: '/administration/audit', word: 'nav.audit', right: 'administer', icon: IconHistory },
];

export function Navigation({ showKeys }: { readonly showKeys: () => void }) {
  const { t } = useTranslation();
  const session = useSession();
  const shown = places.filter(({ right }) => session.may(right));
  return (
    <div className={classes.navigation}>
      <div className={classes.top}>
        <Link to="/tickets" className={classes.home}>
          <Brand />
        </Link>
        {session.may('act') ? (
          <Button component={Link} to="/tickets/new" leftSection={<IconPlus size={15} />} fullWidth>
            {t('nav.new')}
          </Button>
        ) : null}
      </div>
      <div className={classes.scroll}>
        <Desks />
        {shown.length > 0 ? (
          <>
            <h2 className={classes.title}>{t('nav.tools')}</h2>
            <ul className={classes.list}>
              {shown.map(({ to, word, icon: Glyph }) => (
                <li key={to}>
                  <NavLink to={to} className={classes.link}>
                    <Glyph size={16} aria-hidden />
                    <span>{t(word)}</span>
                  </NavLink>
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </div>
      <UserMenu showKeys={showKeys} />
    </div>
  );
}
