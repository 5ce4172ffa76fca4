import { Table } from '@mantine/core';
import { IconCheck, IconEqualNot } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Side } from '@passerelle/api';
import { useAnswer } from '../api/use-answer.js';
import { ConnectionMark } from '../pieces/connection-mark.js';
import { Panel } from '../pieces/panel.js';
import { Pill } from '../pieces/pill.js';
import { Answered } from '../pieces/states.js';
import { When } from '../pieces/when.js';
import { describeValue } from '../words/describe-value.js';
import { useSay } from '../words/use-say.js';

/** Each tool's own words, side by side, and what they mean here. */
export function Sides({ ticket }: { readonly ticket: string }) {
  const { t } = useTranslation();
  const found = useAnswer('compareSides', { params: { ticket } });
  return (
    <Answered of={found}>
      {({ sides }) => (
        <div style={{ display: 'grid', gap: 14 }}>
          <Panel title={t('sides.means')} flush>
            <Meanings sides={sides} />
          </Panel>
          {sides.map((side) => (
            <Panel
              key={`${side.connection}:${side.number}`}
              flush
              title={
                <>
                  <ConnectionMark name={side.connection} /> {side.number}{' '}
                  {side.class ? <code>{side.class}</code> : null}
                </>
              }
              aside={
                <small>
                  {t('sides.heard')} <When at={side.heard} form="full" />
                </small>
              }
            >
              {side.error ? <Pill tone="bad">{side.error}</Pill> : null}
              <Table fz="xs" verticalSpacing={4} horizontalSpacing="sm" layout="fixed">
                <Table.Tbody>
                  {side.fields.map(({ native, value }) => (
                    <Table.Tr key={native}>
                      <Table.Th scope="row" w="34%">
                        <code>{native}</code>
                      </Table.Th>
                      <Table.Td style={{ overflowWrap: 'anywhere' }}>{describeValue(value)}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Panel>
          ))}
        </div>
      )}
    </Answered>
  );
}

function Meanings({ sides }: { readonly sides: readonly Side[] }) {
  const { t } = useTranslation();
  const say = useSay();
  const fields = [...new Set(sides.flatMap(({ means }) => means.map(({ field }) => field)))];
  return (
    <Table fz="xs" verticalSpacing={5} horizontalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('history.field')}</Table.Th>
          {sides.map(({ connection, number }) => (
            <Table.Th key={`${connection}:${number}`}>
              <ConnectionMark name={connection} />
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {fields.map((field) => (
          <Table.Tr key={field}>
            <Table.Th scope="row">{t(`field.${field}`, field)}</Table.Th>
            {sides.map((side) => {
              const meant = side.means.find((one) => one.field === field);
              return (
                <Table.Td
                  key={`${side.connection}:${side.number}`}
                  title={meant?.row ?? undefined}
                  style={{ overflowWrap: 'anywhere' }}
                >
                  {meant ? (
                    <>
                      {say(field, meant.value).slice(0, 300)}{' '}
                      {meant.same ? (
                        <IconCheck size={13} aria-label={t('sides.same')} />
                      ) : (
                        <IconEqualNot size={13} color="var(--tone-bad-ink)" aria-label={t('sides.differs')} />
                      )}
                    </>
                  ) : (
                    <i>{t('why.silent')}</i>
                  )}
                </Table.Td>
              );
            })}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
