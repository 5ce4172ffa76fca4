import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { WholeTicket } from '@passerelle/api';
import { useAnswer } from '../api/use-answer.js';
import { Panel } from '../pieces/panel.js';
import { useWords } from '../words/use-words.js';
import classes from './lists.module.css';
import { TicketRows } from './ticket-rows.js';

/** What else there is: tied tickets, machines with theirs, and the requester's others. */
export function Neighbours({ ticket }: { readonly ticket: WholeTicket }) {
  const { t } = useTranslation();
  const words = useWords();
  const machines = useAnswer('assetTickets', { params: { ticket: ticket.id } }, { enabled: ticket.assets.length > 0 });
  return (
    <>
      {ticket.relations.length > 0 ? (
        <Panel title={t('ticket.relations')}>
          <ul className={classes.list}>
            {ticket.relations.map((one) => (
              <li key={`${one.as}:${one.number}`}>
                <span>{t(`relation.${one.as}`)}</span>
                {one.ticket ? (
                  <Link to={`/tickets/${encodeURIComponent(one.ticket)}`}>{one.number}</Link>
                ) : (
                  <b>{one.number}</b>
                )}
                {one.status ? <span>{words.label('status', one.status)}</span> : null}
                {one.title ? <span className={classes.title}>{one.title}</span> : null}
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
      {ticket.assets.length > 0 ? (
        <Panel title={t('ticket.assets')}>
          {ticket.assets.map((asset) => {
            const others = machines.data?.assets.find(({ name }) => name === asset.name)?.tickets.rows ?? [];
            return (
              <section key={asset.name}>
                <h3 className={classes.sub}>
                  {asset.name}
                  {asset.serial ? ` · ${asset.serial}` : ''}
                </h3>
                {others.length > 0 ? (
                  <TicketRows rows={others} />
                ) : (
                  <span className={classes.list}>{t('assets.noOthers')}</span>
                )}
              </section>
            );
          })}
        </Panel>
      ) : null}
      {ticket.requesterTickets.length > 0 ? (
        <Panel title={t('ticket.requesterTickets', { count: ticket.requesterTickets.length })}>
          <TicketRows rows={ticket.requesterTickets} />
        </Panel>
      ) : null}
    </>
  );
}
