import {
  IconArrowForward,
  IconCheck,
  IconChecklist,
  IconClockHour4,
  IconEye,
  IconFile,
  IconLock,
  IconMail,
  IconMessage,
  IconNote,
  IconPencil,
  IconRubberStamp,
  IconThumbUp,
  IconBulb,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TimelineLine, WholeTicket } from '@passerelle/api';
import { ConnectionMark } from '../pieces/connection-mark.js';
import { PersonName } from '../pieces/person-name.js';
import { Pill } from '../pieces/pill.js';
import { Prose } from '../pieces/prose.js';
import { safeLink } from '../pieces/safe-link.js';
import { When } from '../pieces/when.js';
import { foreseen } from './foresee.js';
import { LineDetails } from './line-details.js';
import classes from './timeline.module.css';

const glyphs: Readonly<Record<TimelineLine['kind'], Icon>> = {
  comment: IconMessage,
  work_note: IconNote,
  handover: IconArrowForward,
  task: IconChecklist,
  document: IconFile,
  solution: IconBulb,
  verdict: IconThumbUp,
  approval: IconRubberStamp,
  change: IconPencil,
  mail_sent: IconMail,
};

export function TimelineItem({ line, ticket }: { readonly line: TimelineLine; readonly ticket: WholeTicket }) {
  const { t } = useTranslation();
  const Glyph = glyphs[line.kind];
  const isInternal = line.audience === 'internal';
  const address = safeLink(ticket.references.find(({ connection }) => connection === line.origin.connection)?.url);
  return (
    <article
      className={classes.line}
      data-line
      data-audience={line.audience}
      data-foreseen={line.id === foreseen || undefined}
      data-refused={line.refusedBy !== null || undefined}
    >
      <div className={classes.head}>
        <Glyph size={15} aria-hidden />
        <strong>
          <PersonName person={line.author} fallback={t('timeline.nobody')} />
        </strong>
        <span>{t(`entry.${line.kind}`)}</span>
        <When at={line.at} form="full" />
        {line.origin.connection ? (
          address ? (
            <a href={address} target="_blank" rel="noopener noreferrer">
              <ConnectionMark name={line.origin.connection} />
            </a>
          ) : (
            <ConnectionMark name={line.origin.connection} />
          )
        ) : null}
        <span className={classes.audience} data-audience={line.audience}>
          {isInternal ? <IconLock size={13} aria-hidden /> : <IconEye size={13} aria-hidden />}
          {t(isInternal ? 'internal.word' : 'public.word')}
        </span>
      </div>
      <LineDetails line={line} />
      {line.text ? <Prose text={line.text} /> : null}
      <div className={classes.copies}>
        {line.copies.length > 0 ? (
          <span>
            <IconCheck size={13} aria-hidden />
            {t('timeline.copies', { names: line.copies.join(', ') })}
          </span>
        ) : null}
        {line.awaiting.length > 0 ? (
          <span>
            <IconClockHour4 size={13} aria-hidden />
            {t('timeline.awaiting', { names: line.awaiting.join(', ') })}
          </span>
        ) : null}
        {line.refusedBy === null ? null : <Pill tone="bad">{t('timeline.refused', { rule: line.refusedBy })}</Pill>}
      </div>
    </article>
  );
}
