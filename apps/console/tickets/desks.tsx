import {
  IconAlarm,
  IconArrowBackUp,
  IconBell,
  IconBookmark,
  IconFolders,
  IconHandGrab,
  IconHourglass,
  IconInbox,
  IconMail,
  IconRubberStamp,
  IconStack2,
  IconUser,
  IconUsersGroup,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import type { View } from '@passerelle/api';
import { useAnswer } from '../api/use-answer.js';
import classes from '../app/navigation.module.css';
import { filterOfView, queryOf } from './filter.js';

/** By what the desk's name means; a desk of one's own has a bookmark. */
const glyphs: readonly (readonly [RegExp, Icon])[] = [
  [/take|prendre/i, IconHandGrab],
  [/team|equipe|équipe/i, IconUsersGroup],
  [/follow|suivis/i, IconBell],
  [/requests|demandes/i, IconUser],
  [/mine|mes |my /i, IconUser],
  [/wait|attente|pending/i, IconHourglass],
  [/approv/i, IconRubberStamp],
  [/escala|overdue/i, IconAlarm],
  [/answer/i, IconArrowBackUp],
  [/unread|lus/i, IconMail],
  [/everything/i, IconStack2],
];

function glyphOf({ id, name, owner }: View): Icon {
  if (owner === 'own') return IconBookmark;
  return glyphs.find(([pattern]) => pattern.test(`${id} ${name}`))?.[1] ?? IconFolders;
}

/** The desks: those of the house, shared ones and one's own, with how many tickets wait there. */
export function Desks() {
  const { t } = useTranslation();
  const { data } = useAnswer('listViews', {}, { staleTime: 120_000 });
  const { pathname, search } = useLocation();
  const chosen = pathname === '/tickets' ? (new URLSearchParams(search).get('view') ?? '') : null;
  const views = data?.views ?? [];
  const groups = [
    ['nav.desks', views.filter(({ owner }) => owner === 'house')],
    ['nav.shared', views.filter(({ owner }) => owner === 'shared')],
    ['nav.own', views.filter(({ owner }) => owner === 'own')],
  ] as const;
  return (
    <>
      {groups.map(([title, rows], index) =>
        rows.length > 0 || index === 0 ? (
          <div key={title}>
            <h2 className={classes.title}>{t(title)}</h2>
            <ul className={classes.list}>
              {index === 0 ? (
                <li>
                  <Link to="/tickets" className={classes.link} aria-current={chosen === '' ? 'page' : undefined}>
                    <IconInbox size={16} aria-hidden />
                    <span>{t('nav.open')}</span>
                  </Link>
                </li>
              ) : null}
              {rows.map((view) => (
                <DeskLink key={view.id} view={view} chosen={chosen === view.id} />
              ))}
            </ul>
          </div>
        ) : null,
      )}
    </>
  );
}

function DeskLink({ view, chosen }: { readonly view: View; readonly chosen: boolean }) {
  const query = { ...queryOf(filterOfView(view.filter)), total: true };
  const { data } = useAnswer('countTickets', { query }, { staleTime: 60_000 });
  const Glyph = glyphOf(view);
  return (
    <li>
      <Link
        to={`/tickets?view=${encodeURIComponent(view.id)}`}
        className={classes.link}
        aria-current={chosen ? 'page' : undefined}
      >
        <Glyph size={16} aria-hidden />
        <span>{view.name}</span>
        {data ? (
          <span className={classes.count}>
            {data.total}
            {data.capped ? '+' : ''}
          </span>
        ) : null}
      </Link>
    </li>
  );
}
