import { ActionIcon, Popover, ScrollArea } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Why } from '@passerelle/api';
import { useAnswer } from '../api/use-answer.js';
import { ConnectionMark } from '../pieces/connection-mark.js';
import { Pill } from '../pieces/pill.js';
import { Answered } from '../pieces/states.js';
import { When } from '../pieces/when.js';
import { useSay } from '../words/use-say.js';
import facts from './facts.module.css';
import classes from './why.module.css';

/** Why a field has its value: asked only when somebody wants to know. */
export function WhyButton({ ticket, field }: { readonly ticket: string; readonly field: string }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} width={380} position="left-start" shadow="md" trapFocus withinPortal>
      <Popover.Target>
        <ActionIcon
          size={24}
          className={facts.why}
          onClick={() => setOpened(!opened)}
          aria-label={t('why.ask', { field: t(`field.${field}`) })}
          data-screen-only
        >
          <IconHelpCircle size={15} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('why.title', { field: t(`field.${field}`) })}>
        {opened ? <WhyAnswer ticket={ticket} field={field} /> : null}
      </Popover.Dropdown>
    </Popover>
  );
}

function WhyAnswer({ ticket, field }: { readonly ticket: string; readonly field: string }) {
  const { t } = useTranslation();
  const found = useAnswer('explainTicket', { params: { ticket }, query: { field } });
  return (
    <ScrollArea.Autosize mah={420} type="auto">
      <div tabIndex={-1} className={classes.why}>
        <h3>{t('why.title', { field: t(`field.${field}`) })}</h3>
        <Answered of={found}>{(why) => <WhyBody why={why} />}</Answered>
      </div>
    </ScrollArea.Autosize>
  );
}

function WhyBody({ why }: { readonly why: Why }) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <>
      <p>
        <b>{say(why.field, why.value)}</b>
        {why.why ? <code>{why.why}</code> : null}
      </p>
      <ul>
        {why.said.map((said) => (
          <li key={`${said.connection}:${said.number}`}>
            <ConnectionMark name={said.connection} />
            {said.says ? <b>{say(why.field, said.value)}</b> : <i>{t('why.silent')}</i>}
            {said.heard ? <When at={said.heard} form="full" /> : null}
            {said.row ? <code>{said.row}</code> : null}
            {said.error ? <Pill tone="bad">{said.error}</Pill> : null}
          </li>
        ))}
        {why.rules.map(({ rule, at, did, because }) => (
          <li key={`${rule}:${at}`}>
            <Pill tone="fresh">{t('why.rule', { rule })}</Pill> {did} <i>{because}</i>
          </li>
        ))}
        {why.conflicts.map((conflict) => (
          <li key={conflict.id}>
            <Pill tone={conflict.state === 'open' ? 'warn' : 'plain'}>{t('why.conflict')}</Pill>
            <ConnectionMark name={conflict.connection} /> {say(why.field, conflict.theirs)} ≠{' '}
            {say(why.field, conflict.ours)} · {t(`conflict.${conflict.stands}`)}
          </li>
        ))}
        {why.waiting.map(({ connection, trouble }) => (
          <li key={connection}>
            <Pill tone={trouble ? 'bad' : 'info'}>{t('why.waiting', { connection })}</Pill> {trouble}
          </li>
        ))}
      </ul>
    </>
  );
}
