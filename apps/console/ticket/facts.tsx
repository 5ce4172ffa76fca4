import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WholeTicket } from '@passerelle/api';
import { useSession } from '../api/use-session.js';
import { Panel } from '../pieces/panel.js';
import { PersonName } from '../pieces/person-name.js';
import { Pill } from '../pieces/pill.js';
import { PriorityMark } from '../pieces/priority-mark.js';
import { When } from '../pieces/when.js';
import { useWords } from '../words/use-words.js';
import classes from './facts.module.css';
import { WhyButton } from './why-button.js';

type Row = readonly [field: string, value: ReactNode];

/** What is known of a ticket; for operators, why each value is what it is. */
export function Facts({ ticket }: { readonly ticket: WholeTicket }) {
  const { t } = useTranslation();
  const words = useWords();
  const session = useSession();
  const { people } = ticket;
  const groups: readonly (readonly [string, readonly Row[]])[] = [
    [
      'facts.people',
      [
        ['requester', people.requester ? <PersonName key="requester" person={people.requester} /> : null],
        ['beneficiary', people.beneficiary ? <PersonName key="beneficiary" person={people.beneficiary} /> : null],
        ['openedBy', people.openedBy ? <PersonName key="opener" person={people.openedBy} /> : null],
        ['callbackPhone', ticket.callbackPhone],
        ['organisation', ticket.organisation],
        ['site', ticket.site],
        ['mode', words.label('mode', ticket.mode)],
      ],
    ],
    [
      'facts.work',
      [
        [
          'assignee',
          people.assignee ? <PersonName key="assignee" person={people.assignee} /> : <i key="none">{t('nobody')}</i>,
        ],
        ['group', ticket.team?.name ?? <i key="none">{t('nobody')}</i>],
        ['firstGroup', ticket.firstTeam && ticket.firstTeam.name !== ticket.team?.name ? ticket.firstTeam.name : null],
        [
          'watchers',
          people.watchers.length > 0
            ? people.watchers.map((one, index) => (
                <span key={one.key}>
                  {index > 0 ? ', ' : ''}
                  <PersonName person={one} />
                </span>
              ))
            : null,
        ],
        ['reassignedCount', ticket.reassignedCount || null],
      ],
    ],
    [
      'facts.what',
      [
        ['kind', words.label('kind', ticket.kind)],
        ['category', ticket.category ? words.category(ticket.category) : <i key="none">{t('nobody')}</i>],
        ['service', [ticket.service, ticket.subService].filter(Boolean).join(' › ') || null],
        ['priority', <PriorityMark key="priority" level={ticket.priority} word />],
        ['impact', ticket.impact === null ? null : words.label('impact', String(ticket.impact))],
        ['urgency', ticket.urgency === null ? null : words.label('urgency', String(ticket.urgency))],
        ['channel', words.label('channel', ticket.channel)],
        ['approval', ticket.approval === 'none' ? null : words.label('approval', ticket.approval)],
        ['outcome', words.label('outcome', ticket.outcome)],
        [
          'tags',
          ticket.tags.length > 0 ? (
            <span key="tags" className={classes.tags}>
              {ticket.tags.map((tag) => (
                <Pill key={tag}>{tag}</Pill>
              ))}
            </span>
          ) : null,
        ],
      ],
    ],
    [
      'facts.dates',
      [
        ['due', ticket.due ? <When key="due" at={ticket.due} form="full" /> : null],
        ['created', <When key="created" at={ticket.created} form="full" />],
        ['updated', <When key="updated" at={ticket.updated} form="full" />],
        ['taken', ticket.taken ? <When key="taken" at={ticket.taken} form="full" /> : null],
        ['resolved', ticket.resolved ? <When key="resolved" at={ticket.resolved} form="full" /> : null],
        ['closed', ticket.closed ? <When key="closed" at={ticket.closed} form="full" /> : null],
      ],
    ],
    [
      'facts.custom',
      Object.entries(ticket.custom).map(([name, value]): Row => [
        `custom:${name}`,
        value === null ? null : String(value),
      ]),
    ],
  ];
  return (
    <Panel title={t('ticket.facts')}>
      {groups.map(([title, rows]) => {
        const said = rows.filter(([, value]) => value !== null && value !== '');
        return said.length === 0 ? null : (
          <section key={title} className={classes.group} aria-label={t(title)}>
            <dl>
              {said.map(([field, value]) => (
                <div key={field}>
                  <dt>{field.startsWith('custom:') ? field.slice(7) : t(`field.${field}`)}</dt>
                  <dd>
                    <span>{value}</span>
                    {session.may('operate') && !field.startsWith('custom:') ? (
                      <WhyButton ticket={ticket.id} field={field} />
                    ) : null}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        );
      })}
    </Panel>
  );
}
