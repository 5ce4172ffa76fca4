import { Button, CloseButton, Menu } from '@mantine/core';
import { IconCategory, IconDots, IconHandGrab, IconSitemap, IconUserShare } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActionKind, AnswerOf, TicketRow } from '@passerelle/api';
import { useAct } from '../api/use-act.js';
import { ActionDialog } from '../actions/action-dialog.js';
import { useTell } from '../pieces/use-tell.js';
import { Refusal } from '../api/door.js';
import classes from './bulk-bar.module.css';
import { GatherDialog } from './gather-dialog.js';
import type { Chosen } from './use-chosen.js';

/** What an outage asks for: everybody is told the same, everybody waits, everybody is served. */
const more = ['comment', 'pending', 'solution'] as const satisfies readonly ActionKind[];

/** The same for all that are chosen, each by itself: one that fails stops no other, and stays chosen. */
export function BulkBar({ rows, chosen }: { readonly rows: readonly TicketRow[]; readonly chosen: Chosen }) {
  const { t } = useTranslation();
  const tell = useTell();
  const [kind, setKind] = useState<ActionKind | null>(null);
  const [isGathering, setGathering] = useState(false);
  const tickets = [...chosen.ids];
  const settle = ({ done }: AnswerOf<'actOnMany'>): void => {
    setKind(null);
    const failed = done.filter(({ problem }) => problem !== null);
    if (failed.length < done.length) tell.good(t('bulk.done', { count: done.length - failed.length }));
    for (const { ticket } of done.filter(({ problem }) => problem === null)) chosen.choose(ticket, false, false);
    if (failed.length === 0) return;
    const numbers = failed.slice(0, 5).map(({ ticket }) => rows.find(({ id }) => id === ticket)?.number ?? ticket);
    tell.refusal(new Refusal(422, null, t('bulk.failed', { count: failed.length, numbers: numbers.join(', ') })));
  };
  const act = useAct('actOnMany', { touches: ['listTickets', 'countTickets'], done: settle });
  return (
    <div className={classes.bar} role="toolbar" aria-label={t('bulk.label')} data-screen-only>
      <strong role="status">{t('bulk.chosen', { count: tickets.length })}</strong>
      <Button
        variant="default"
        leftSection={<IconHandGrab size={15} />}
        loading={act.isPending && kind === null}
        onClick={() => act.mutate({ body: { tickets, action: { kind: 'take' } } })}
      >
        {t('action.take')}
      </Button>
      <Button variant="default" leftSection={<IconUserShare size={15} />} onClick={() => setKind('assign')}>
        {t('action.assign')}
      </Button>
      <Button variant="default" leftSection={<IconCategory size={15} />} onClick={() => setKind('recategorise')}>
        {t('action.recategorise')}
      </Button>
      <Button variant="default" leftSection={<IconSitemap size={15} />} onClick={() => setGathering(true)}>
        {t('gather.gather')}
      </Button>
      <Menu>
        <Menu.Target>
          <Button variant="default" leftSection={<IconDots size={15} />}>
            {t('bulk.more')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {more.map((one) => (
            <Menu.Item key={one} onClick={() => setKind(one)}>
              {t(`action.${one}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <CloseButton aria-label={t('bulk.clear')} onClick={chosen.clear} />
      {isGathering ? (
        <GatherDialog
          tickets={rows.filter(({ id }) => chosen.ids.has(id))}
          close={() => setGathering(false)}
          done={() => {
            setGathering(false);
            chosen.clear();
          }}
        />
      ) : null}
      {kind ? (
        <ActionDialog
          kind={kind}
          ticket={null}
          busy={act.isPending}
          close={() => setKind(null)}
          send={(action) => act.mutate({ body: { tickets, action } })}
        />
      ) : null}
    </div>
  );
}
