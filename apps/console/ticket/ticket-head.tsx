import { ActionIcon, Tooltip } from '@mantine/core';
import { IconAlarm, IconArrowLeft, IconEyeOff, IconPlayerPause } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import type { WholeTicket } from '@passerelle/api';
import { useShortcuts } from '../app/use-shortcuts.js';
import { ConnectionMark } from '../pieces/connection-mark.js';
import { PageHead } from '../pieces/page-head.js';
import { Pill } from '../pieces/pill.js';
import { PriorityMark } from '../pieces/priority-mark.js';
import { StatusPill } from '../pieces/status-pill.js';
import { useWords } from '../words/use-words.js';
import { Presences } from './presences.js';
import classes from './ticket-head.module.css';

export interface TicketHeadProps {
  readonly ticket: WholeTicket;
  readonly isWriting: boolean;
  readonly children: ReactNode;
}

export function TicketHead({ ticket, isWriting, children }: TicketHeadProps) {
  const { t } = useTranslation();
  const words = useWords();
  const navigate = useNavigate();
  const { state } = useLocation() as { state: { from?: string } | null };
  const back = (): void => void navigate(`/tickets${state?.from ?? ''}`);
  useShortcuts({ u: back });
  return (
    <div className={classes.head}>
      <PageHead
        title={[ticket.number, ticket.title || t('tickets.untitled')].filter(Boolean).join(' · ')}
        before={
          <Tooltip label={t('keys.back')}>
            <ActionIcon onClick={back} aria-label={t('keys.back')} data-screen-only>
              <IconArrowLeft size={18} />
            </ActionIcon>
          </Tooltip>
        }
        sub={
          <span className={classes.facts}>
            <StatusPill status={ticket.status} pendingReason={ticket.pendingReason} />
            {ticket.pendingReason ? <span>{words.label('pendingReason', ticket.pendingReason)}</span> : null}
            {ticket.escalation === 'none' ? null : (
              <Pill tone="bad" icon={<IconAlarm aria-hidden />}>
                {words.label('escalation', ticket.escalation)}
              </Pill>
            )}
            {ticket.audience === 'internal' ? (
              <Pill tone="warn" icon={<IconEyeOff aria-hidden />}>
                {t('audience.internal')}
              </Pill>
            ) : null}
            {ticket.paused ? (
              <Pill tone="warn" icon={<IconPlayerPause aria-hidden />}>
                {t('ticket.paused')}
              </Pill>
            ) : null}
            <PriorityMark level={ticket.priority} word />
            <span>{t(`turn.${ticket.turn}`)}</span>
            {ticket.connections.map((name) => (
              <ConnectionMark key={name} name={name} />
            ))}
            <Presences ticket={ticket.id} isWriting={isWriting} />
          </span>
        }
      >
        {children}
      </PageHead>
    </div>
  );
}
