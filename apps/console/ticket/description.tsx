import { Spoiler } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WholeTicket } from '@passerelle/api';
import { Panel } from '../pieces/panel.js';
import { PersonName } from '../pieces/person-name.js';
import { Prose } from '../pieces/prose.js';
import { When } from '../pieces/when.js';

export function Description({ ticket }: { readonly ticket: WholeTicket }) {
  const { t } = useTranslation();
  return (
    <Panel
      title={<PersonName person={ticket.people.requester} fallback={t('ticket.description')} />}
      aside={<When at={ticket.created} form="full" />}
    >
      <Spoiler maxHeight={360} showLabel={t('more.text')} hideLabel={t('less.text')}>
        {ticket.description ? <Prose text={ticket.description} /> : <em>{t('ticket.noDescription')}</em>}
      </Spoiler>
    </Panel>
  );
}
