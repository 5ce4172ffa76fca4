import {
  IconCalendarTime,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconInbox,
  IconLock,
  IconPlayerPause,
  IconProgress,
  IconUserCheck,
  type Icon,
} from '@tabler/icons-react';
import type { TicketRow } from '@passerelle/api';
import { useWords } from '../words/use-words.js';
import { Pill, type Tone } from './pill.js';

type Status = TicketRow['status'];

const looks: Readonly<Record<Status, readonly [Tone, Icon]>> = {
  new: ['fresh', IconCircleDashed],
  queued: ['fresh', IconInbox],
  assigned: ['info', IconUserCheck],
  planned: ['info', IconCalendarTime],
  in_progress: ['work', IconProgress],
  pending: ['warn', IconPlayerPause],
  resolved: ['good', IconCircleCheck],
  closed: ['plain', IconLock],
  cancelled: ['plain', IconCircleX],
};

export function StatusPill({
  status,
  pendingReason,
}: Pick<TicketRow, 'status'> & Partial<Pick<TicketRow, 'pendingReason'>>) {
  const words = useWords();
  const [tone, Glyph] = looks[status];
  return (
    <Pill
      tone={tone}
      icon={<Glyph aria-hidden />}
      title={pendingReason ? words.label('pendingReason', pendingReason) : undefined}
    >
      {words.label('status', status)}
    </Pill>
  );
}
