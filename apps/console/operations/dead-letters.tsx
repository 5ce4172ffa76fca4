import { Button, Checkbox, Group, Table } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAct } from '../api/use-act.js';
import { useAnswer } from '../api/use-answer.js';
import { Confirm } from '../pieces/confirm.js';
import { ConnectionMark } from '../pieces/connection-mark.js';
import { Panel } from '../pieces/panel.js';
import { Pill } from '../pieces/pill.js';
import { Answered, Empty } from '../pieces/states.js';
import { When } from '../pieces/when.js';

/** What could not be told: queued again once the cause is mended, or given up with a reason. */
export function DeadLetters() {
  const { t } = useTranslation();
  const found = useAnswer('listDeadLetters');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [dropping, acts] = useDisclosure(false);
  const touches = ['listDeadLetters', 'listConnections'] as const;
  const done = (): void => {
    setChosen(new Set());
    acts.close();
  };
  const retry = useAct('retryDeadLetters', { touches, says: t('letters.retried'), done });
  const drop = useAct('dropDeadLetters', { touches, says: t('letters.dropped'), done });
  const keys = [...chosen];
  const choose = (key: string, on: boolean): void =>
    setChosen((before) => {
      const after = new Set(before);
      if (on) after.add(key);
      else after.delete(key);
      return after;
    });
  return (
    <Answered of={found}>
      {({ letters }) =>
        letters.length === 0 ? (
          <Empty title={t('letters.none')}>{t('letters.none.text')}</Empty>
        ) : (
          <>
            <Group gap="xs" mb="sm">
              <Button
                disabled={keys.length === 0}
                loading={retry.isPending}
                onClick={() => retry.mutate({ body: { keys } })}
              >
                {t('letters.retry', { count: keys.length })}
              </Button>
              <Button variant="default" disabled={keys.length === 0} onClick={acts.open}>
                {t('letters.drop', { count: keys.length })}
              </Button>
            </Group>
            <Panel flush>
              <Table fz="xs" verticalSpacing={6} horizontalSpacing="sm">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th w={36}>
                      <Checkbox
                        size="xs"
                        aria-label={t('tickets.chooseAll')}
                        checked={keys.length === letters.length}
                        onChange={({ currentTarget }) =>
                          setChosen(new Set(currentTarget.checked ? letters.map(({ key }) => key) : []))
                        }
                      />
                    </Table.Th>
                    <Table.Th>{t('letters.ticket')}</Table.Th>
                    <Table.Th>{t('letters.tool')}</Table.Th>
                    <Table.Th>{t('letters.act')}</Table.Th>
                    <Table.Th>{t('letters.trouble')}</Table.Th>
                    <Table.Th>{t('letters.since')}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {letters.map((letter) => (
                    <Table.Tr key={letter.key}>
                      <Table.Td>
                        <Checkbox
                          size="xs"
                          aria-label={`${t('tickets.choose')} ${letter.number ?? letter.title}`}
                          checked={chosen.has(letter.key)}
                          onChange={({ currentTarget }) => choose(letter.key, currentTarget.checked)}
                        />
                      </Table.Td>
                      <Table.Td>
                        <Link to={`/tickets/${encodeURIComponent(letter.ticket)}`}>{letter.number ?? '—'}</Link>{' '}
                        {letter.title}
                      </Table.Td>
                      <Table.Td>
                        <ConnectionMark name={letter.connection} />
                      </Table.Td>
                      <Table.Td>
                        {t(`act.${letter.act}`)} {letter.fields.map((field) => t(`field.${field}`, field)).join(', ')}{' '}
                        {letter.perhaps ? <Pill tone="warn">{t('letters.perhaps')}</Pill> : null}
                      </Table.Td>
                      <Table.Td>
                        {letter.trouble ? (
                          <>
                            <Pill tone="bad">{t(`trouble.${letter.trouble.kind}`, letter.trouble.kind)}</Pill>{' '}
                            {letter.trouble.message}
                          </>
                        ) : (
                          '—'
                        )}
                      </Table.Td>
                      <Table.Td>
                        <When at={letter.since} form="full" />
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Panel>
            <Confirm
              opened={dropping}
              close={acts.close}
              danger
              title={t('letters.drop', { count: keys.length })}
              word={t('letters.drop', { count: keys.length })}
              why={t('letters.why')}
              busy={drop.isPending}
              confirm={(why) => drop.mutate({ body: { keys, why } })}
            >
              {t('letters.drop.text')}
            </Confirm>
          </>
        )
      }
    </Answered>
  );
}
