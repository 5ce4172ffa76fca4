import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconBulb,
  IconCopy,
  IconDots,
  IconHandGrab,
  IconMailOpened,
  IconPlayerPause,
  IconPrinter,
  IconSitemap,
  IconSubtask,
  IconUserShare,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { ActionKind, WholeTicket } from '@passerelle/api';
import { ActionDialog } from '../actions/action-dialog.js';
import { useAct } from '../api/use-act.js';
import { useSession } from '../api/use-session.js';
import { useShortcuts } from '../app/use-shortcuts.js';
import { draftKey, dropDraft } from '../drafts/drafts.js';
import { useTell } from '../pieces/use-tell.js';
import { GatherDialog } from '../tickets/gather-dialog.js';
import type { ComposerKind } from './composer.js';
import { FollowButton } from './follow-button.js';
import { PauseDialog, PauseItem } from './pause-ticket.js';
import { possibleActions } from './possible-actions.js';
import { useDo } from './use-do.js';

export function TicketActions({
  ticket,
  write,
}: {
  readonly ticket: WholeTicket;
  readonly write: (kind: ComposerKind) => void;
}) {
  const { t } = useTranslation();
  const session = useSession();
  const navigate = useNavigate();
  const tell = useTell();
  const [kind, setKind] = useState<ActionKind | null>(null);
  const [isGathering, setGathering] = useState(false);
  const [isPausing, setPausing] = useState(false);
  const doing = useDo(ticket, (state) => {
    if (session.me) dropDraft(localStorage, draftKey(session.me.id, ticket.id, `action.${state.kind}`));
    setKind(null);
    tell.good(t(state.state === 'confirmed' ? 'action.confirmed' : 'action.sent'));
  });
  const unread = useAct('markUnread', { touches: ['listTickets'], done: () => void navigate('/tickets') });
  const may = session.may('act');
  const possible = possibleActions(ticket);
  const begin = (wanted: ActionKind): void => {
    if (may && possible.has(wanted)) setKind(wanted);
  };
  const take = (): void => {
    if (may && possible.has('take')) doing.mutate({ action: { kind: 'take' } });
  };
  useShortcuts({
    t: take,
    a: () => begin('assign'),
    s: () => begin('solution'),
    p: () => may && write('comment'),
    n: () => may && session.may('internal') && write('work_note'),
  });
  const rest = (['start', 'task', 'recategorise', 'change', 'verdict', 'approve', 'reopen', 'cancel'] as const).filter(
    (one) => possible.has(one) && (one !== 'task' || session.may('internal')),
  );
  const id = encodeURIComponent(ticket.id);
  return (
    <>
      {may ? (
        <>
          {possible.has('take') ? (
            <Button leftSection={<IconHandGrab size={15} />} loading={doing.isPending && kind === null} onClick={take}>
              {t('action.take')}
            </Button>
          ) : null}
          <Button variant="default" leftSection={<IconUserShare size={15} />} onClick={() => setKind('assign')}>
            {t('action.assign')}
          </Button>
          {possible.has('pending') ? (
            <Button variant="default" leftSection={<IconPlayerPause size={15} />} onClick={() => setKind('pending')}>
              {t('action.pending')}
            </Button>
          ) : null}
          {possible.has('solution') ? (
            <Button variant="default" leftSection={<IconBulb size={15} />} onClick={() => setKind('solution')}>
              {t('action.solution')}
            </Button>
          ) : null}
        </>
      ) : null}
      <FollowButton ticket={ticket} />
      <Menu width={260}>
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label={t('ticket.more')}>
            <IconDots size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {may
            ? rest.map((one) => (
                <Menu.Item
                  key={one}
                  onClick={() => (one === 'start' ? doing.mutate({ action: { kind: 'start' } }) : setKind(one))}
                >
                  {t(`action.${one}`)}
                </Menu.Item>
              ))
            : null}
          {may ? (
            <>
              <Menu.Divider />
              <Menu.Item
                leftSection={<IconSubtask size={15} />}
                onClick={() => void navigate(`/tickets/new?parent=${id}`)}
              >
                {t('ticket.child')}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconCopy size={15} />}
                onClick={() => void navigate(`/tickets/new?copyOf=${id}`)}
              >
                {t('ticket.copy')}
              </Menu.Item>
            </>
          ) : null}
          {may ? (
            <Menu.Item leftSection={<IconSitemap size={15} />} onClick={() => setGathering(true)}>
              {t('gather.menu')}
            </Menu.Item>
          ) : null}
          {session.may('operate') ? <PauseItem ticket={ticket} pause={() => setPausing(true)} /> : null}
          <Menu.Item
            leftSection={<IconMailOpened size={15} />}
            onClick={() => unread.mutate({ params: { ticket: ticket.id } })}
          >
            {t('ticket.unread')}
          </Menu.Item>
          <Menu.Item leftSection={<IconPrinter size={15} />} onClick={() => window.print()}>
            {t('print')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isGathering ? (
        <GatherDialog tickets={[ticket]} close={() => setGathering(false)} done={() => setGathering(false)} />
      ) : null}
      {isPausing ? <PauseDialog ticket={ticket} close={() => setPausing(false)} /> : null}
      {kind ? (
        <ActionDialog
          key={kind}
          kind={kind}
          ticket={ticket}
          busy={doing.isPending}
          close={() => setKind(null)}
          send={(action) => doing.mutate({ action, guarded: kind === 'change' || kind === 'recategorise' })}
        />
      ) : null}
    </>
  );
}
