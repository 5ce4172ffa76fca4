import { Button, Menu, ScrollArea } from '@mantine/core';
import { IconMessage2Bolt } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { WholeTicket } from '@passerelle/api';
import { useAnswer } from '../api/use-answer.js';
import { useSession } from '../api/use-session.js';
import { fillReply } from './fill-reply.js';

export function ReplyMenu({
  ticket,
  insert,
}: {
  readonly ticket: WholeTicket;
  readonly insert: (text: string) => void;
}) {
  const { t } = useTranslation();
  const { me } = useSession();
  const { data } = useAnswer('listReplies', {}, { staleTime: 120_000 });
  const words = {
    number: ticket.number ?? '',
    requester: ticket.people.requester?.name ?? '',
    title: ticket.title,
    agent: me?.name ?? '',
  };
  return (
    <Menu position="top-start" width={280}>
      <Menu.Target>
        <Button variant="subtle" leftSection={<IconMessage2Bolt size={15} />}>
          {t('replies.insert')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <ScrollArea.Autosize mah={280}>
          {data?.replies.map(({ id, name, text }) => (
            <Menu.Item key={id} onClick={() => insert(fillReply(text, words))}>
              {name}
            </Menu.Item>
          ))}
        </ScrollArea.Autosize>
        <Menu.Divider />
        <Menu.Item component={Link} to="/replies">
          {t('replies.edit')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
