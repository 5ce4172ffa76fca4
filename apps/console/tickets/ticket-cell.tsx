import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { TicketRow } from '@passerelle/api';
import { ConnectionMark } from '../pieces/connection-mark.js';
import { PriorityMark } from '../pieces/priority-mark.js';
import { StatusPill } from '../pieces/status-pill.js';
import { When } from '../pieces/when.js';
import { useWords } from '../words/use-words.js';
import type { ColumnId } from './columns.js';
import { isLate, ofFamily } from './row-facts.js';
import { TicketFlags } from './ticket-flags.js';
import classes from './ticket-list.module.css';

/** What stands in one column of one ticket; the title has a component of its own. */
export function TicketCell({ row, column }: { readonly row: TicketRow; readonly column: Exclude<ColumnId, 'title'> }) {
  const { t } = useTranslation();
  const words = useWords();
  switch (column) {
    case 'priority':
      return <PriorityMark level={row.priority} />;
    case 'number':
      return (
        <>
          <b className="number">{row.number ?? '—'}</b>
          <Tools row={row} most={2} />
        </>
      );
    case 'status':
      return (
        <>
          <StatusPill status={row.status} pendingReason={row.pendingReason} />
          <TicketFlags row={row} />
        </>
      );
    case 'agent':
      return (
        <>
          <span className={row.agent ? undefined : classes.nobody}>{row.agent?.name ?? t('nobody')}</span>
          <small>{row.team?.name ?? t('tickets.noTeam')}</small>
        </>
      );
    case 'requester':
      return (
        <>
          <span>{row.requester?.name ?? '—'}</span>
          {row.organisation ? <small>{row.organisation}</small> : null}
        </>
      );
    case 'due': {
      const late = isLate(row, Date.now());
      return (
        <span data-late={late || undefined} className={classes.late}>
          {row.due ? <When at={row.due} /> : <span className={classes.nobody}>—</span>}
          {late ? <small>{t('tickets.late')}</small> : null}
        </span>
      );
    }
    case 'updated':
      return <When at={row.updated} form="ago" />;
    case 'created':
      return <When at={row.created} form="ago" />;
    case 'team':
      return <Said text={row.team?.name ?? null} />;
    case 'kind':
      return <Said text={words.label('kind', row.kind)} />;
    case 'category':
      return <Said text={row.category === null ? null : words.category(row.category)} />;
    case 'site':
      return <Said text={row.site} />;
    case 'organisation':
      return <Said text={row.organisation} />;
    case 'tools':
      return <Tools row={row} most={3} />;
    case 'turn':
      return <Said text={t(`turn.${row.turn}`)} />;
    case 'lead':
      return row.lead ? (
        <Link to={ofFamily(row.lead.id)} title={row.lead.title}>
          {row.lead.number ?? row.lead.title}
        </Link>
      ) : (
        <Said text={null} />
      );
    case 'lines':
      return <span>{row.lines}</span>;
  }
}

function Said({ text }: { readonly text: string | null }) {
  return (
    <span className={text ? classes.said : classes.nobody} title={text ?? undefined} dir="auto">
      {text || '—'}
    </span>
  );
}

function Tools({ row, most }: { readonly row: TicketRow; readonly most: number }) {
  return (
    <span className={classes.marks}>
      {row.connections.slice(0, most).map((name) => (
        <ConnectionMark key={name} name={name} />
      ))}
      {row.connections.length > most ? <span>+{row.connections.length - most}</span> : null}
    </span>
  );
}
