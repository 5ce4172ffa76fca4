import { Checkbox } from '@mantine/core';
import {
  IconAlarm,
  IconArrowBackUp,
  IconEyeOff,
  IconMessage,
  IconPaperclip,
  IconRubberStamp,
  IconTransferOut,
  IconAlertTriangle,
} from '@tabler/icons-react';
import { memo, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import type { TicketRow } from '@passerelle/api';
import { ConnectionMark } from '../pieces/connection-mark.js';
import { Pill } from '../pieces/pill.js';
import { PriorityMark } from '../pieces/priority-mark.js';
import { StatusPill } from '../pieces/status-pill.js';
import { When } from '../pieces/when.js';
import { useWords } from '../words/use-words.js';
import classes from './ticket-list.module.css';

export interface TicketLineProps {
  readonly row: TicketRow;
  readonly index: number;
  readonly start: number;
  readonly isActive: boolean;
  readonly isChosen: boolean;
  readonly canChoose: boolean;
  readonly choose: (id: string, on: boolean, range: boolean) => void;
  readonly focus: (index: number) => void;
}

const ended = new Set(['resolved', 'closed', 'cancelled']);

export const TicketLine = memo(function TicketLine(props: TicketLineProps) {
  const { row, index, isActive, isChosen } = props;
  const { t } = useTranslation();
  const words = useWords();
  const location = useLocation();
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (isActive) link.current?.focus({ preventScroll: true });
  }, [isActive]);
  const isLate = row.due !== null && !ended.has(row.status) && Date.parse(row.due) < Date.now();
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={classes.row}
      data-line
      data-unread={row.unread || undefined}
      data-active={isActive || undefined}
      data-chosen={isChosen || undefined}
      style={{ transform: `translateY(${props.start}px)` }}
    >
      <span role="cell" className={classes.check}>
        {props.canChoose ? (
          <Checkbox
            size="xs"
            checked={isChosen}
            aria-label={`${t('tickets.choose')} ${row.number ?? row.title}`}
            onClick={(event) => props.choose(row.id, event.currentTarget.checked, event.shiftKey)}
            onChange={() => undefined}
          />
        ) : null}
      </span>
      <span role="cell" className={classes.priority}>
        <PriorityMark level={row.priority} />
      </span>
      <span role="cell" className={classes.number}>
        <b className="number">{row.number ?? '—'}</b>
        <span className={classes.marks}>
          {row.connections.slice(0, 2).map((name) => (
            <ConnectionMark key={name} name={name} />
          ))}
          {row.connections.length > 2 ? <span>+{row.connections.length - 2}</span> : null}
        </span>
      </span>
      <span role="cell" className={classes.title}>
        <Link
          ref={link}
          to={`/tickets/${encodeURIComponent(row.id)}`}
          state={{ from: location.search }}
          className={classes.link}
          onFocus={() => props.focus(index)}
        >
          {row.unread ? <span className={classes.dot} title={t('tickets.unread')} /> : null}
          {row.unread ? <span className="unseen">{t('tickets.unread')} </span> : null}
          <bdi>{row.title || t('tickets.untitled')}</bdi>
        </Link>
        <span className={classes.under}>
          <span>{words.label('kind', row.kind)}</span>
          {row.category ? <span>{words.category(row.category)}</span> : null}
          {row.site ? <span>{row.site}</span> : null}
          {row.lines > 0 ? (
            <span className={classes.small} title={t('tickets.lines', { count: row.lines })}>
              <IconMessage size={12} aria-hidden />
              {row.lines}
            </span>
          ) : null}
          {row.files > 0 ? (
            <span className={classes.small} title={t('tickets.files', { count: row.files })}>
              <IconPaperclip size={12} aria-hidden />
              {row.files}
            </span>
          ) : null}
        </span>
      </span>
      <span role="cell" className={classes.status}>
        <StatusPill status={row.status} pendingReason={row.pendingReason} />
        <Flags row={row} />
      </span>
      <span role="cell" className={classes.agent}>
        <span className={row.agent ? undefined : classes.nobody}>{row.agent?.name ?? t('nobody')}</span>
        <small>{row.team?.name ?? t('tickets.noTeam')}</small>
      </span>
      <span role="cell" className={classes.requester}>
        <span>{row.requester?.name ?? '—'}</span>
        {row.organisation ? <small>{row.organisation}</small> : null}
      </span>
      <span role="cell" className={classes.due} data-late={isLate || undefined}>
        {row.due ? <When at={row.due} /> : <span className={classes.nobody}>—</span>}
        {isLate ? <small>{t('tickets.late')}</small> : null}
      </span>
      <span role="cell" className={classes.updated}>
        <When at={row.updated} form="ago" />
      </span>
    </div>
  );
});

/** What wants an eye, each with a word. */
function Flags({ row }: { readonly row: TicketRow }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <span className={classes.flags}>
      {row.escalation === 'none' ? null : (
        <Pill tone="bad" icon={<IconAlarm aria-hidden />} title={words.label('escalation', row.escalation)}>
          {t('flag.escalated')}
        </Pill>
      )}
      {row.travel === 'stuck' ? (
        <Pill tone="bad" icon={<IconAlertTriangle aria-hidden />} title={t('flag.stuck.why')}>
          {t('flag.stuck')}
        </Pill>
      ) : null}
      {row.approval === 'requested' ? (
        <Pill tone="fresh" icon={<IconRubberStamp aria-hidden />}>
          {t('flag.approve')}
        </Pill>
      ) : null}
      {row.turn === 'support' && !ended.has(row.status) && row.status !== 'new' && row.status !== 'queued' ? (
        <Pill outline icon={<IconArrowBackUp aria-hidden />} title={t('flag.ours.why')}>
          {t('flag.ours')}
        </Pill>
      ) : null}
      {row.travel === 'awaiting' ? (
        <Pill outline icon={<IconTransferOut aria-hidden />} title={t('flag.awaiting.why')}>
          {t('flag.awaiting')}
        </Pill>
      ) : null}
      {row.audience === 'internal' ? (
        <Pill tone="warn" icon={<IconEyeOff aria-hidden />} title={t('audience.internal')}>
          {t('internal.word')}
        </Pill>
      ) : null}
    </span>
  );
}
