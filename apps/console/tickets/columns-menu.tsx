import { ActionIcon, Button, Checkbox, Popover } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconColumns } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { always, columnIds, isUsual, moveColumn, toggleColumn } from './columns.js';
import classes from './columns-menu.module.css';
import type { Columns } from './use-columns.js';

/** Which columns the list shows, and in which order. */
export function ColumnsMenu({ columns: { shown, show } }: { readonly columns: Columns }) {
  const { t } = useTranslation();
  const hidden = columnIds.filter((id) => !shown.includes(id));
  return (
    <Popover position="bottom-end" shadow="md" trapFocus withinPortal>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns size={15} />}>
          {t('columns.columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('columns.columns')} className={classes.box}>
        <ul className={classes.list}>
          {[...shown, ...hidden].map((id) => {
            const at = shown.indexOf(id);
            const label = t(`col.${id}`);
            return (
              <li key={id}>
                <Checkbox
                  size="xs"
                  label={label}
                  checked={at >= 0}
                  disabled={id === always}
                  onChange={() => show(toggleColumn(shown, id))}
                />
                {at >= 0 ? (
                  <>
                    <ActionIcon
                      size={24}
                      disabled={at === 0}
                      aria-label={t('columns.earlier', { column: label })}
                      onClick={() => show(moveColumn(shown, id, -1))}
                    >
                      <IconArrowUp size={14} />
                    </ActionIcon>
                    <ActionIcon
                      size={24}
                      disabled={at === shown.length - 1}
                      aria-label={t('columns.later', { column: label })}
                      onClick={() => show(moveColumn(shown, id, 1))}
                    >
                      <IconArrowDown size={14} />
                    </ActionIcon>
                  </>
                ) : null}
              </li>
            );
          })}
        </ul>
        <Button variant="subtle" size="compact-xs" disabled={isUsual(shown)} onClick={() => show(null)}>
          {t('columns.usual')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
