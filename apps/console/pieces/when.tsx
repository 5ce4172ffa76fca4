import { Tooltip } from '@mantine/core';
import { useCalendar } from '../words/use-calendar.js';

/** An instant in the reader's zone: short, and whole on hover. */
export function When({ at, form = 'brief' }: { readonly at: string | null; readonly form?: 'brief' | 'ago' | 'full' }) {
  const calendar = useCalendar();
  if (at === null) return <span>—</span>;
  const shown = calendar[form](at);
  const time = <time dateTime={at}>{shown}</time>;
  return form === 'full' ? time : <Tooltip label={calendar.full(at)}>{time}</Tooltip>;
}
