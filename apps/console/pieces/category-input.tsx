import { Select, type SelectProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useChoices } from '../words/use-words.js';
import classes from './category-input.module.css';
import { treeOf } from './category-tree.js';

export interface CategoryInputProps extends Omit<SelectProps, 'value' | 'onChange' | 'data'> {
  readonly value: string | null;
  readonly change: (value: string | null) => void;
}

/** The tree of categories, each with its help: a wrong one sends a ticket to the wrong place, or to the bin. */
export function CategoryInput({ value, change, ...props }: CategoryInputProps) {
  const { t } = useTranslation();
  const { data } = useChoices();
  const rows = treeOf(data?.categories ?? []);
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const help = value ? byKey.get(value)?.help : null;
  return (
    <div>
      <Select
        size="xs"
        searchable
        clearable
        nothingFoundMessage={t('nothing')}
        maxDropdownHeight={340}
        {...props}
        data={rows.map(({ key, path }) => ({ value: key, label: path }))}
        value={value}
        onChange={change}
        renderOption={({ option }) => {
          const row = byKey.get(option.value);
          return (
            <span className={classes.option} style={{ paddingInlineStart: (row?.depth ?? 0) * 16 }}>
              <span data-top={row?.depth === 0 || undefined}>{row?.label ?? option.label}</span>
              {row?.help ? <small>{row.help}</small> : null}
            </span>
          );
        }}
      />
      {help ? (
        <p className={classes.help} role="status">
          {help}
        </p>
      ) : null}
    </div>
  );
}
