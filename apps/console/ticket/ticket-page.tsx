import { Tabs } from '@mantine/core';
import { IconColumns3, IconHistory, IconMessages, IconPaperclip } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { WholeTicket } from '@passerelle/api';
import { useAct } from '../api/use-act.js';
import { useAnswer } from '../api/use-answer.js';
import { useSession } from '../api/use-session.js';
import { PageHead } from '../pieces/page-head.js';
import { Answered } from '../pieces/states.js';
import { Composer, type ComposerKind } from './composer.js';
import { Description } from './description.js';
import { Facts } from './facts.js';
import { Family } from './family.js';
import { Files } from './files.js';
import { History } from './history.js';
import { Neighbours } from './neighbours.js';
import { OnItsWay } from './on-its-way.js';
import { References } from './references.js';
import { Sides } from './sides.js';
import { TicketActions } from './ticket-actions.js';
import { TicketHead } from './ticket-head.js';
import classes from './ticket-page.module.css';
import { Timeline } from './timeline.js';

export function TicketPage() {
  const { ticket = '' } = useParams();
  const { t } = useTranslation();
  const found = useAnswer('readTicket', { params: { ticket } });
  return (
    <>
      {found.data ? null : <PageHead title={t('ticket.title')} />}
      <Answered of={found}>{(whole) => <Opened key={whole.id} ticket={whole} />}</Answered>
    </>
  );
}

function Opened({ ticket }: { readonly ticket: WholeTicket }) {
  const { t } = useTranslation();
  const session = useSession();
  const [tab, setTab] = useState<string | null>('timeline');
  const [writing, setWriting] = useState<ComposerKind | null>(null);
  const { mutate: markRead } = useAct('markRead', { touches: ['listTickets'], quiet: true });
  useEffect(() => markRead({ params: { ticket: ticket.id } }), [markRead, ticket.id]);
  return (
    <>
      <TicketHead ticket={ticket} isWriting={writing !== null}>
        <TicketActions ticket={ticket} write={setWriting} />
      </TicketHead>
      <div className={classes.columns}>
        <div className={classes.main} data-scroll>
          <OnItsWay ticket={ticket} />
          <Description ticket={ticket} />
          <Tabs value={tab} onChange={setTab} keepMounted={false} className={classes.tabs}>
            <Tabs.List data-screen-only>
              <Tabs.Tab value="timeline" leftSection={<IconMessages size={15} />}>
                {t('ticket.timeline')} ({ticket.timeline.length})
              </Tabs.Tab>
              <Tabs.Tab value="files" leftSection={<IconPaperclip size={15} />}>
                {t('ticket.files')} ({ticket.attachments.length})
              </Tabs.Tab>
              <Tabs.Tab value="history" leftSection={<IconHistory size={15} />}>
                {t('ticket.history')}
              </Tabs.Tab>
              {session.may('operate') && session.may('internal') ? (
                <Tabs.Tab value="sides" leftSection={<IconColumns3 size={15} />}>
                  {t('ticket.sides')}
                </Tabs.Tab>
              ) : null}
            </Tabs.List>
            <Tabs.Panel value="timeline">
              <Timeline ticket={ticket} />
              {session.may('act') ? <Composer ticket={ticket} kind={writing} choose={setWriting} /> : null}
            </Tabs.Panel>
            <Tabs.Panel value="files">
              <Files ticket={ticket} />
            </Tabs.Panel>
            <Tabs.Panel value="history">
              <History ticket={ticket.id} />
            </Tabs.Panel>
            <Tabs.Panel value="sides">
              <Sides ticket={ticket.id} />
            </Tabs.Panel>
          </Tabs>
        </div>
        <aside className={classes.aside} aria-label={t('ticket.facts')}>
          <Facts ticket={ticket} />
          <References ticket={ticket} />
          <Family ticket={ticket} />
          <Neighbours ticket={ticket} />
        </aside>
      </div>
    </>
  );
}
