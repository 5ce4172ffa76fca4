import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconDownload, IconFileSpreadsheet, IconFileTypeCsv, IconPrinter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { addressOf } from '../api/door.js';
import { useSession } from '../api/use-session.js';
import type { ColumnId } from './columns.js';
import { queryOf } from './filter.js';
import type { Desk } from './use-desk.js';

/** What the list shows, as a file or on paper. */
export function ExportMenu({ desk, columns }: { readonly desk: Desk; readonly columns: readonly ColumnId[] }) {
  const { t, i18n } = useTranslation();
  const { me } = useSession();
  const address = (format: 'csv' | 'xlsx'): string =>
    addressOf('exportTickets', {
      query: {
        ...queryOf(desk.filter),
        format,
        columns: [...columns],
        sort: desk.sort,
        up: desk.up || undefined,
        language: i18n.language,
        timezone: me?.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
      },
    });
  return (
    <Menu>
      <Menu.Target>
        <Tooltip label={t('export')}>
          <ActionIcon aria-label={t('export')}>
            <IconDownload size={17} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={address('csv')} download leftSection={<IconFileTypeCsv size={15} />}>
          {t('export.csv')}
        </Menu.Item>
        <Menu.Item component="a" href={address('xlsx')} download leftSection={<IconFileSpreadsheet size={15} />}>
          {t('export.xlsx')}
        </Menu.Item>
        <Menu.Item leftSection={<IconPrinter size={15} />} onClick={() => window.print()}>
          {t('print')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
