import { Checkbox } from '@mantine/core';
import { IconMessage, IconPaperclip } from '@tabler/icons-react';
import { memo, useEffect, useRef, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import type { TicketRow } from '@passerelle/api';
import { useWords } from '../words/use-words.js';
import type { ColumnId } from './columns.js';
import { TicketCell } from './ticket-cell.js';
import classes from './ticket-list.module.css';

export interface TicketLineProps {
  readonly row: TicketRow;
  readonly index: number;
  readonly start: number;
  readonly columns: readonly ColumnId[];
  readonly isActive: boolean;
  readonly isChosen: boolean;
  readonly canChoose: boolean;
  readonly choose: (id: string, on: boolean, range: boolean) => void;
  readonly focus: (index: number) => void;
}

export const TicketLine = memo(function TicketLine(props: TicketLineProps) {
  const { row, index, isActive, isChosen, columns } = props;
  const { t } = useTranslation();
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (isActive) link.current?.focus({ preventScroll: true });
  }, [isActive]);
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={classes.row}
      data-line
      data-unread={row.unread || undefined}
      data-active={isActive || undefined}
      data-chosen={isChosen || undefined}
      style={{ transform: `translateY(${props.start}px)` }}
    >
      <span role="cell" className={classes.check}>
        {props.canChoose ? (
          <Checkbox
            size="xs"
            checked={isChosen}
            aria-label={`${t('tickets.choose')} ${row.number ?? row.title}`}
            onClick={(event) => props.choose(row.id, event.currentTarget.checked, event.shiftKey)}
            onChange={() => undefined}
          />
        ) : null}
      </span>
      {columns.map((column) => (
        <span key={column} role="cell" className={classes[column] ?? classes.more}>
          {column === 'title' ? (
            <Title row={row} link={link} focus={() => props.focus(index)} bare={columns} />
          ) : (
            <TicketCell row={row} column={column} />
          )}
        </span>
      ))}
    </div>
  );
});

interface TitleProps {
  readonly row: TicketRow;
  readonly link: RefObject<HTMLAnchorElement | null>;
  readonly focus: () => void;
  /** What has a column of its own is not said below the title once more. */
  readonly bare: readonly ColumnId[];
}

function Title({ row, link, focus, bare }: TitleProps) {
  const { t } = useTranslation();
  const words = useWords();
  const location = useLocation();
  return (
    <>
      <Link
        ref={link}
        to={`/tickets/${encodeURIComponent(row.id)}`}
        state={{ from: location.search }}
        className={classes.link}
        onFocus={focus}
      >
        {row.unread ? <span className={classes.dot} title={t('tickets.unread')} /> : null}
        {row.unread ? <span className="unseen">{t('tickets.unread')} </span> : null}
        <bdi>{row.title || t('tickets.untitled')}</bdi>
      </Link>
      <span className={classes.under}>
        {bare.includes('kind') ? null : <span>{words.label('kind', row.kind)}</span>}
        {row.category && !bare.includes('category') ? <span>{words.category(row.category)}</span> : null}
        {row.site && !bare.includes('site') ? <span>{row.site}</span> : null}
        {row.lines > 0 && !bare.includes('lines') ? (
          <span className={classes.small} title={t('tickets.lines', { count: row.lines })}>
            <IconMessage size={12} aria-hidden />
            {row.lines}
          </span>
        ) : null}
        {row.files > 0 ? (
          <span className={classes.small} title={t('tickets.files', { count: row.files })}>
            <IconPaperclip size={12} aria-hidden />
            {row.files}
          </span>
        ) : null}
      </span>
    </>
  );
}
