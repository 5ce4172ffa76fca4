import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/use-session.js';
import { makeCalendar, type Calendar } from './dates.js';

/** In the zone of one's preferences, else the browser's. */
export function useCalendar(): Calendar {
  const { i18n } = useTranslation();
  const zone = useSession().me?.timezone ?? undefined;
  return useMemo(() => makeCalendar(i18n.language, zone, Date.now), [i18n.language, zone]);
}
