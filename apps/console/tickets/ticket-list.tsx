import { Checkbox } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type CSSProperties, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketRow } from '@passerelle/api';
import { columns, tracksOf, widthOf, type Column, type ColumnId } from './columns.js';
import { SortHead } from './sort-head.js';
import { TicketLine } from './ticket-line.js';
import classes from './ticket-list.module.css';
import type { Desk } from './use-desk.js';

export interface TicketListProps {
  readonly rows: readonly TicketRow[];
  readonly desk: Desk;
  readonly columns: readonly ColumnId[];
  readonly total: number | null;
  readonly chosen: ReadonlySet<string>;
  readonly active: number;
  readonly canChoose: boolean;
  readonly choose: (id: string, on: boolean, range: boolean) => void;
  readonly chooseAll: (on: boolean) => void;
  readonly focus: (index: number) => void;
  readonly reachedEnd: () => void;
  readonly foot: ReactNode;
}

const rowHeight = 52;

/** Only the rows that are seen exist: a hundred thousand tickets scroll like fifty. */
export function TicketList(props: TicketListProps) {
  const { rows, desk, columns: shown, total, chosen, active, canChoose, reachedEnd } = props;
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  const seen = virtual.getVirtualItems();
  const last = seen.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - 30) reachedEnd();
  }, [last, rows.length, reachedEnd]);
  useEffect(() => {
    if (active >= 0) virtual.scrollToIndex(active, { align: 'auto' });
    // The list scrolls when the place moves, not when rows come.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [active]);
  const all = rows.length > 0 && rows.every(({ id }) => chosen.has(id));
  return (
    <div className={classes.scroller} ref={scroller} data-scroll tabIndex={-1}>
      <div
        role="table"
        aria-label={t('tickets.title')}
        aria-rowcount={(total ?? rows.length) + 1}
        className={classes.table}
        style={{ '--tracks': tracksOf(shown), '--width': `${widthOf(shown)}px` } as CSSProperties}
      >
        <div role="rowgroup" className={classes.heads}>
          <div role="row" aria-rowindex={1} className={classes.row}>
            <span role="columnheader" className={classes.check}>
              {canChoose ? (
                <Checkbox
                  size="xs"
                  checked={all}
                  indeterminate={!all && chosen.size > 0}
                  aria-label={t('tickets.chooseAll')}
                  onChange={({ currentTarget }) => props.chooseAll(currentTarget.checked)}
                />
              ) : (
                <span className="unseen">{t('tickets.choose')}</span>
              )}
            </span>
            {shown.map((id) => {
              const column: Column = columns[id];
              return (
                <SortHead
                  key={id}
                  desk={desk}
                  className={classes[id] ?? classes.more}
                  label={t(`col.${id}`)}
                  {...(column.sort ? { sort: column.sort } : {})}
                  {...(column.short ? { short: t(`col.${id}.short`) } : {})}
                />
              );
            })}
          </div>
        </div>
        <div role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
          {seen.map(({ index, start }) => {
            const row = rows[index];
            return row ? (
              <TicketLine
                key={row.id}
                row={row}
                index={index}
                start={start}
                columns={shown}
                isActive={index === active}
                isChosen={chosen.has(row.id)}
                canChoose={canChoose}
                choose={props.choose}
                focus={props.focus}
              />
            ) : null;
          })}
        </div>
      </div>
      {props.foot}
    </div>
  );
}
