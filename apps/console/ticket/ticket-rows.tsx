import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { TicketRow } from '@passerelle/api';
import { StatusPill } from '../pieces/status-pill.js';
import { When } from '../pieces/when.js';
import classes from './lists.module.css';

export interface TicketRowsProps {
  readonly rows: readonly TicketRow[];
  readonly besides?: (row: TicketRow) => ReactNode;
}

/** Other tickets, beside one. */
export function TicketRows({ rows, besides }: TicketRowsProps) {
  return (
    <ul className={classes.list}>
      {rows.map((row) => (
        <li key={row.id}>
          <Link to={`/tickets/${encodeURIComponent(row.id)}`}>{row.number ?? '—'}</Link>
          <StatusPill status={row.status} pendingReason={row.pendingReason} />
          <When at={row.updated} />
          {besides?.(row)}
          <span className={classes.title} dir="auto">
            {row.title}
          </span>
        </li>
      ))}
    </ul>
  );
}
