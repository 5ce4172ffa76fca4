import { IconPaperclip } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FollowAnswer } from '@passerelle/api';
import { Pill, type Tone } from '../pieces/pill.js';
import { Prose } from '../pieces/prose.js';
import { When } from '../pieces/when.js';
import classes from './followed-ticket.module.css';

type Followed = FollowAnswer['tickets'][number];

const tones: Readonly<Record<Followed['status'], Tone>> = {
  new: 'info',
  queued: 'info',
  assigned: 'work',
  planned: 'work',
  in_progress: 'work',
  pending: 'warn',
  resolved: 'good',
  closed: 'plain',
  cancelled: 'plain',
};

/** In a requester's words: what was asked, where it stands, whose move it is. */
export function FollowedTicket({ ticket }: { readonly ticket: Followed }) {
  const { t } = useTranslation();
  return (
    <article className={classes.ticket}>
      <h2 dir="auto">{ticket.title}</h2>
      <div className={classes.facts}>
        <Pill tone={tones[ticket.status]}>{t(`follow.status.${ticket.status}`)}</Pill>
        <b>{ticket.references.length > 0 ? ticket.references.join(' · ') : ticket.number}</b>
        <span>
          {t('follow.created')} <When at={ticket.created} form="full" />
        </span>
        {ticket.turn === 'requester' ? <Pill tone="warn">{t('follow.yourTurn')}</Pill> : null}
      </div>
      {ticket.resolution ? (
        <section className={classes.solution}>
          <h3>{t('follow.resolution')}</h3>
          <Prose text={ticket.resolution} />
        </section>
      ) : null}
      <ol>
        {ticket.entries.map((entry, index) => (
          <li key={index}>
            <header>
              <b>{entry.author ?? t('timeline.nobody')}</b> <When at={entry.at} form="full" />
            </header>
            <Prose text={entry.text} />
          </li>
        ))}
      </ol>
      {ticket.attachments.length > 0 ? (
        <p className={classes.facts}>
          <IconPaperclip size={14} aria-hidden />
          {ticket.attachments.join(', ')}
        </p>
      ) : null}
    </article>
  );
}
