import { ActionIcon, Tooltip } from '@mantine/core';
import { IconBell, IconBellRinging } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { WholeTicket } from '@passerelle/api';
import { useAct } from '../api/use-act.js';

const touches = ['readTicket', 'listTickets', 'countTickets'] as const;

/** Who follows a ticket finds it on the desk of the followed ones, unread again whenever something is said. */
export function FollowButton({ ticket }: { readonly ticket: WholeTicket }) {
  const { t } = useTranslation();
  const params = { ticket: ticket.id };
  const follow = useAct('followTicket', { touches, says: t('follow.on') });
  const leave = useAct('unfollowTicket', { touches, says: t('follow.off') });
  return (
    <Tooltip label={t(ticket.followed ? 'follow.unfollow' : 'follow.follow')}>
      <ActionIcon
        variant={ticket.followed ? 'light' : 'default'}
        size={30}
        aria-pressed={ticket.followed}
        aria-label={t('follow.follow')}
        loading={follow.isPending || leave.isPending}
        onClick={() => (ticket.followed ? leave : follow).mutate({ params })}
      >
        {ticket.followed ? <IconBellRinging size={17} /> : <IconBell size={17} />}
      </ActionIcon>
    </Tooltip>
  );
}
