import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { VerificationOf } from '@passerelle/api';
import { useAnswer } from '../api/use-answer.js';
import classes from '../operations/operations.module.css';
import { Panel } from '../pieces/panel.js';
import { safeLink } from '../pieces/safe-link.js';
import { Answered, Empty } from '../pieces/states.js';
import { When } from '../pieces/when.js';
import { Notice } from '../pieces/notice.js';
import { useWords } from '../words/use-words.js';

/** The receipt: everything that was seen has arrived, or exactly what has not. */
export function VerificationView({ route }: { readonly route: string }) {
  const { t } = useTranslation();
  const found = useAnswer('readVerification', { params: { route } });
  return (
    <Answered of={found}>
      {({ verification }) =>
        verification ? (
          <Verification verification={verification} />
        ) : (
          <Empty title={t('verification.none')}>{t('verification.none.text')}</Empty>
        )
      }
    </Answered>
  );
}

function Verification({ verification: v }: { readonly verification: VerificationOf }) {
  const { t, i18n } = useTranslation();
  const words = useWords();
  const share = (part: { readonly seen: number; readonly arrived: number }): string =>
    `${part.arrived.toLocaleString(i18n.language)} / ${part.seen.toLocaleString(i18n.language)}`;
  return (
    <div style={{ display: 'grid', gap: 14 }}>
      <Notice
        tone={v.whole ? 'good' : 'bad'}
        title={t(v.whole ? 'verification.whole' : 'verification.gaps', { count: v.gapCount })}
      >
        <When at={v.at} form="full" />
      </Notice>
      <Panel title={t('verification.arrived')}>
        <dl className={classes.gauges} style={{ gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))' }}>
          {(
            [
              ['count.tickets', share(v.tickets)],
              ['count.entries', share(v.entries)],
              ['count.attachments', share(v.attachments)],
              ['plan.internal', String(v.entries.internal)],
              ['verification.crossed', String(v.entries.crossed)],
            ] as const
          ).map(([word, value]) => (
            <div key={word}>
              <dt>{t(word)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Panel>
      {v.gaps.length > 0 ? (
        <Panel title={t('verification.missing')} flush>
          <Table fz="xs" horizontalSpacing="sm">
            <Table.Tbody>
              {v.gaps.map((gap, index) => (
                <Table.Tr key={index}>
                  <Table.Th scope="row">{gap.number}</Table.Th>
                  <Table.Td>{t(`gap.${gap.what}`, gap.what)}</Table.Td>
                  <Table.Td>{gap.expected}</Table.Td>
                  <Table.Td>{gap.came}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Panel>
      ) : null}
      {v.moved.length > 0 ? (
        <Panel title={t('verification.moved')} flush>
          <Table fz="xs" horizontalSpacing="sm">
            <Table.Tbody>
              {v.moved.map((one, index) => (
                <Table.Tr key={index}>
                  <Table.Th scope="row">{one.number}</Table.Th>
                  <Table.Td>{t(`field.${one.field}`, one.field)}</Table.Td>
                  <Table.Td>
                    {one.written} → {one.now}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Panel>
      ) : null}
      {v.sample.length > 0 ? (
        <Panel title={t('verification.sample')} flush>
          <Table fz="xs" horizontalSpacing="sm">
            <Table.Tbody>
              {v.sample.map((one) => {
                const url = safeLink(one.url);
                return (
                  <Table.Tr key={`${one.old}:${one.new}`}>
                    <Table.Th scope="row">{one.old}</Table.Th>
                    <Table.Td>
                      {url ? (
                        <a href={url} target="_blank" rel="noopener noreferrer">
                          {one.new}
                        </a>
                      ) : (
                        one.new
                      )}
                    </Table.Td>
                    <Table.Td>{one.title}</Table.Td>
                    <Table.Td>{words.label('status', one.status)}</Table.Td>
                    <Table.Td>{t('tickets.lines', { count: one.entries })}</Table.Td>
                    <Table.Td>{t('tickets.files', { count: one.attachments })}</Table.Td>
                  </Table.Tr>
                );
              })}
            </Table.Tbody>
          </Table>
        </Panel>
      ) : null}
    </div>
  );
}
