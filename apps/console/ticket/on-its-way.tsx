import { IconAlertTriangle, IconCircleCheck, IconClockHour4 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ActionState, WholeTicket } from '@passerelle/api';
import { useAnswer } from '../api/use-answer.js';
import { ConnectionMark } from '../pieces/connection-mark.js';
import { When } from '../pieces/when.js';
import classes from './lists.module.css';

const glyphs = { awaiting: IconClockHour4, confirmed: IconCircleCheck, refused: IconAlertTriangle } as const;

/** What was done here and no tool has confirmed yet, or one refused: shown until it is settled, tool by tool. */
export function OnItsWay({ ticket }: { readonly ticket: WholeTicket }) {
  const { data } = useAnswer(
    'listActions',
    { params: { ticket: ticket.id } },
    { every: ticket.travel === 'awaiting' ? 3_000 : false },
  );
  const open = (data?.actions ?? []).filter(({ state }) => state !== 'confirmed');
  return (
    <div role="status" aria-live="polite" className={open.length > 0 ? undefined : 'unseen'} data-screen-only>
      {open.map((action) => (
        <Way key={action.id} action={action} />
      ))}
    </div>
  );
}

function Way({ action }: { readonly action: ActionState }) {
  const { t } = useTranslation();
  return (
    <div className={classes.way} data-state={action.state}>
      <strong>{t(`action.${action.kind}`, action.kind)}</strong> · {action.by} · <When at={action.at} form="ago" /> ·{' '}
      {t(`way.${action.state}`)}
      {action.reason ? <p>{action.reason}</p> : null}
      <ul>
        {action.tells.map((tell) => {
          const Glyph = glyphs[tell.state];
          return (
            <li key={tell.connection}>
              <Glyph size={14} aria-hidden />
              <ConnectionMark name={tell.connection} /> {tell.number} {t(`way.${tell.state}`)}
              {tell.reason ? <span>: {tell.reason}</span> : null}
              {tell.advice ? <em>→ {tell.advice}</em> : null}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
