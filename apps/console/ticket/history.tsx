import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../api/use-answer.js';
import { Panel } from '../pieces/panel.js';
import { Pill } from '../pieces/pill.js';
import { Answered, Empty } from '../pieces/states.js';
import { When } from '../pieces/when.js';
import { useSay } from '../words/use-say.js';

const tones = { tool: 'plain', rule: 'fresh', person: 'info' } as const;

/** What changed, when, from what into what, and whose voice it was. */
export function History({ ticket }: { readonly ticket: string }) {
  const { t } = useTranslation();
  const say = useSay();
  const found = useAnswer('readHistory', { params: { ticket } });
  return (
    <Answered of={found}>
      {({ lines }) =>
        lines.length === 0 ? (
          <Empty title={t('history.none')} />
        ) : (
          <Panel flush>
            <Table fz="xs" verticalSpacing={6} horizontalSpacing="sm" highlightOnHover>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('history.when')}</Table.Th>
                  <Table.Th>{t('history.who')}</Table.Th>
                  <Table.Th>{t('history.field')}</Table.Th>
                  <Table.Th>{t('history.from')}</Table.Th>
                  <Table.Th>{t('history.to')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {lines.map((line, index) => (
                  <Table.Tr key={`${line.at}:${index}`}>
                    <Table.Td>
                      <When at={line.at} form="full" />
                    </Table.Td>
                    <Table.Td>
                      {line.by} <Pill tone={tones[line.voice]}>{t(`voice.${line.voice}`)}</Pill>
                    </Table.Td>
                    <Table.Td>{line.field ? t(`field.${line.field}`, line.field) : '—'}</Table.Td>
                    <Table.Td>{say(line.field, line.from)}</Table.Td>
                    <Table.Td>
                      <b>{say(line.field, line.to)}</b>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Panel>
        )
      }
    </Answered>
  );
}
