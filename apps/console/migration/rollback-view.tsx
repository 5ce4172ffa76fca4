import { Button, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RollbackOf } from '@passerelle/api';
import { useAnswer } from '../api/use-answer.js';
import { Panel } from '../pieces/panel.js';
import { Answered, Empty } from '../pieces/states.js';
import { When } from '../pieces/when.js';

/** What would be taken back, and what stays since somebody has touched it. */
export function RollbackView({ route, rollback }: { readonly route: string; readonly rollback: (() => void) | null }) {
  const { t } = useTranslation();
  const found = useAnswer('readRollback', { params: { route } });
  return (
    <Answered of={found}>
      {({ preview }) =>
        preview ? (
          <div style={{ display: 'grid', gap: 14 }}>
            <div>
              {t('rollback.made')} <When at={preview.made} form="full" />{' '}
              {rollback ? (
                <Button color="red.9" disabled={preview.removes.length === 0} onClick={rollback}>
                  {t('rollback.do', { count: preview.removes.length })}
                </Button>
              ) : null}
            </div>
            <Side title={t('rollback.removes', { count: preview.removes.length })} rows={preview.removes} />
            <Side title={t('rollback.keeps', { count: preview.keeps.length })} rows={preview.keeps} />
          </div>
        ) : (
          <Empty title={t('rollback.none')}>{t('rollback.none.text')}</Empty>
        )
      }
    </Answered>
  );
}

function Side({ title, rows }: { readonly title: string; readonly rows: RollbackOf['removes'] }) {
  const { t } = useTranslation();
  return (
    <Panel title={title} flush>
      <Table fz="xs" horizontalSpacing="sm">
        <Table.Tbody>
          {rows.slice(0, 500).map(({ number, native, why }) => (
            <Table.Tr key={native}>
              <Table.Th scope="row">{number}</Table.Th>
              <Table.Td>{native}</Table.Td>
              <Table.Td>{why === null ? null : t(`rollback.why.${why}`, why)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Panel>
  );
}
