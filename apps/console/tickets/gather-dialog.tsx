import { Button, Group, Modal, Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../api/use-act.js';
import { TicketInput } from '../pieces/ticket-input.js';
import classes from './gather-dialog.module.css';
import { likelyLead, type Gathered } from './likely-lead.js';

export interface GatherDialogProps {
  readonly tickets: readonly Gathered[];
  readonly close: () => void;
  readonly done: () => void;
}

/** One outage, several tickets: which of them, or which other one, leads the rest. */
export function GatherDialog({ tickets, close, done }: GatherDialogProps) {
  const { t } = useTranslation();
  const [lead, setLead] = useState(() => likelyLead(tickets));
  const [other, setOther] = useState<string | null>(null);
  const gather = useAct('gatherTickets', {
    touches: ['listTickets', 'countTickets', 'readTicket'],
    says: t('gather.done'),
    done,
  });
  const meant = other ?? lead;
  const rest = tickets.map(({ id }) => id).filter((id) => id !== meant);
  return (
    <Modal opened onClose={close} size="lg" title={t('gather.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (meant !== null && rest.length > 0)
            gather.mutate({ params: { ticket: meant }, body: { tickets: [...rest] } });
        }}
      >
        <p className={classes.text}>{t('gather.text')}</p>
        {tickets.length > 1 ? (
          <Radio.Group
            label={t('gather.lead')}
            value={other === null ? lead : null}
            onChange={(id) => {
              setLead(id);
              setOther(null);
            }}
          >
            <Stack gap={10} mt={6} className={classes.list}>
              {tickets.map(({ id, number, title }) => (
                <Radio key={id} size="xs" value={id} label={[number, title].filter(Boolean).join(' · ')} />
              ))}
            </Stack>
          </Radio.Group>
        ) : null}
        <TicketInput
          mt="sm"
          label={t(tickets.length > 1 ? 'gather.other' : 'gather.under')}
          placeholder={t('tickets.search.hint')}
          clearButtonProps={{ 'aria-label': t('clear') }}
          without={new Set(tickets.map(({ id }) => id))}
          value={other}
          change={setOther}
        />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={gather.isPending} disabled={meant === null || rest.length === 0}>
            {t('gather.do')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
