import { Menu } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { WholeTicket } from '@passerelle/api';
import { useAct } from '../api/use-act.js';
import { useAnswer } from '../api/use-answer.js';
import { Confirm } from '../pieces/confirm.js';

const touches = ['listPauses', 'readTicket'] as const;
const scopeOf = ({ id }: Pick<WholeTicket, 'id'>): string => `ticket:${id}`;

export interface PauseItemProps {
  readonly ticket: WholeTicket;
  readonly pause: () => void;
}

/** Pauses this ticket alone, or lets it go on; a pause of its tool or of everything is ended where it was made. */
export function PauseItem({ ticket, pause }: PauseItemProps) {
  const { t } = useTranslation();
  const { data } = useAnswer('listPauses');
  const resume = useAct('resume', { touches, says: t('pause.resumed') });
  const scope = scopeOf(ticket);
  const isPaused = data?.pauses.some((one) => one.scope === scope) ?? false;
  return isPaused ? (
    <Menu.Item leftSection={<IconPlayerPlay size={15} />} onClick={() => resume.mutate({ body: { scope } })}>
      {t('pause.ticket.resume')}
    </Menu.Item>
  ) : (
    <Menu.Item leftSection={<IconPlayerPause size={15} />} onClick={pause}>
      {t('pause.ticket')}
    </Menu.Item>
  );
}

export function PauseDialog({ ticket, close }: { readonly ticket: WholeTicket; readonly close: () => void }) {
  const { t } = useTranslation();
  const pause = useAct('pause', { touches, says: t('pause.done'), done: close });
  return (
    <Confirm
      opened
      close={close}
      title={t('pause.ticket')}
      word={t('pause.pause')}
      why={t('pause.why')}
      busy={pause.isPending}
      confirm={(why) => pause.mutate({ body: { scope: scopeOf(ticket), why } })}
    >
      {t('pause.ticket.text')}
    </Confirm>
  );
}
