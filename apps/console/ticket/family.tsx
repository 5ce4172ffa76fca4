import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { TicketRow, WholeTicket } from '@passerelle/api';
import { useAct } from '../api/use-act.js';
import { useAnswer } from '../api/use-answer.js';
import { useSession } from '../api/use-session.js';
import { Panel } from '../pieces/panel.js';
import { ofFamily } from '../tickets/row-facts.js';
import classes from './lists.module.css';
import { TicketRows } from './ticket-rows.js';

const shown = 20;

/** What it stands under, and what stands under it: one outage that several people tell of, or the items of one request. */
export function Family({ ticket }: { readonly ticket: WholeTicket }) {
  const { t } = useTranslation();
  const members = useAnswer(
    'listTickets',
    { query: { lead: ticket.id, limit: shown + 1 } },
    { enabled: ticket.members > 0 },
  );
  const rows = (members.data?.rows ?? []).filter(({ id }) => id !== ticket.id);
  return (
    <>
      {ticket.lead ? (
        <Panel title={t('family.under')}>
          <ul className={classes.list}>
            <li>
              <Link to={`/tickets/${encodeURIComponent(ticket.lead.id)}`}>{ticket.lead.number ?? '—'}</Link>
              <span className={classes.title} dir="auto">
                {ticket.lead.title}
              </span>
              {ticket.lead.byHand ? <Release ticket={ticket} /> : null}
            </li>
          </ul>
        </Panel>
      ) : null}
      {ticket.members > 0 ? (
        <Panel
          title={t('family.members', { count: ticket.members })}
          aside={<Link to={ofFamily(ticket.id)}>{t('family.list')}</Link>}
        >
          <TicketRows
            rows={rows}
            besides={(row) => (row.lead?.byHand && row.lead.id === ticket.id ? <Release ticket={row} /> : null)}
          />
        </Panel>
      ) : null}
    </>
  );
}

function Release({ ticket }: { readonly ticket: Pick<TicketRow, 'id' | 'number'> }) {
  const { t } = useTranslation();
  const session = useSession();
  const release = useAct('releaseTicket', {
    touches: ['readTicket', 'listTickets', 'countTickets'],
    says: t('family.released'),
  });
  if (!session.may('act')) return null;
  return (
    <Button
      variant="subtle"
      size="compact-xs"
      loading={release.isPending}
      aria-label={`${t('family.release')} ${ticket.number ?? ''}`}
      onClick={() => release.mutate({ params: { ticket: ticket.id } })}
    >
      {t('family.release')}
    </Button>
  );
}
