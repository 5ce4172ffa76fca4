import { ActionIcon, Button, Drawer, Tooltip } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconFilter, IconRefresh } from '@tabler/icons-react';
import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useAnswer } from '../api/use-answer.js';
import { useSession } from '../api/use-session.js';
import { useShortcuts } from '../app/use-shortcuts.js';
import { PageHead } from '../pieces/page-head.js';
import { Empty, Failed, Waiting } from '../pieces/states.js';
import { BulkBar } from './bulk-bar.js';
import { Chips } from './chips.js';
import { ColumnsMenu } from './columns-menu.js';
import { ExportMenu } from './export-menu.js';
import { countOf, queryOf } from './filter.js';
import { FilterPanel } from './filter-panel.js';
import { SaveDesk } from './save-desk.js';
import { Search } from './search.js';
import { TicketList } from './ticket-list.js';
import classes from './tickets-page.module.css';
import { useChosen } from './use-chosen.js';
import { useColumns } from './use-columns.js';
import { useDesk } from './use-desk.js';
import { useTicketList } from './use-ticket-list.js';

export function TicketsPage() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const session = useSession();
  const desk = useDesk();
  const columns = useColumns(desk);
  const { rows, error, isPending, isFetching, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    useTicketList(desk);
  const counts = useAnswer(
    'countTickets',
    { query: { ...queryOf(desk.filter), total: true } },
    { keep: true, staleTime: 20_000 },
  );
  const wide = useMediaQuery('(min-width: 100em)', undefined, { getInitialValueInEffect: false });
  const [panel, panelActs] = useDisclosure(wide);
  const [active, setActive] = useState(-1);
  const chosen = useChosen(rows);
  const search = useRef<HTMLInputElement>(null);
  const move = (by: number): void => setActive((before) => Math.max(0, Math.min(rows.length - 1, before + by)));
  const here = rows[active];
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    '/': () => search.current?.focus(),
    x: () => here && chosen.choose(here.id, !chosen.ids.has(here.id), false),
    f: panelActs.toggle,
    r: () => void refetch(),
    c: () => (session.may('act') ? void navigate('/tickets/new') : undefined),
    Escape: chosen.clear,
  });
  const reachedEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const total = counts.data ? counts.data.total : null;
  const narrowed = countOf(desk.filter);
  const filters = <FilterPanel desk={desk} />;
  return (
    <>
      <PageHead
        title={desk.view?.name ?? t('nav.open')}
        sub={
          <span role="status">
            {total === null
              ? t('loading')
              : t('tickets.total', { count: total, shown: total.toLocaleString(i18n.language) })}
            {counts.data?.capped ? '+' : ''}
          </span>
        }
      >
        <Search ref={search} desk={desk} />
        <Button
          variant={panel ? 'light' : 'default'}
          leftSection={<IconFilter size={15} />}
          onClick={panelActs.toggle}
          aria-expanded={panel}
        >
          {t('tickets.filters')}
          {narrowed > 0 ? ` (${narrowed})` : ''}
        </Button>
        <ColumnsMenu columns={columns} />
        <SaveDesk desk={desk} columns={columns.shown} />
        <ExportMenu desk={desk} columns={columns.shown} />
        <Tooltip label={t('keys.refresh')}>
          <ActionIcon onClick={() => void refetch()} loading={isFetching && !isPending} aria-label={t('keys.refresh')}>
            <IconRefresh size={17} />
          </ActionIcon>
        </Tooltip>
      </PageHead>
      <Chips desk={desk} />
      <div className={classes.split}>
        <div className={classes.list}>
          {chosen.ids.size > 0 ? <BulkBar rows={rows} chosen={chosen} /> : null}
          {error ? (
            <Failed error={error} retry={() => void refetch()} />
          ) : isPending ? (
            <Waiting lines={14} />
          ) : rows.length === 0 ? (
            <Empty title={t('tickets.none')}>{t(narrowed > 0 ? 'tickets.none.filtered' : 'tickets.none.desk')}</Empty>
          ) : (
            <TicketList
              rows={rows}
              desk={desk}
              columns={columns.shown}
              total={total}
              chosen={chosen.ids}
              active={active}
              canChoose={session.may('act')}
              choose={chosen.choose}
              chooseAll={chosen.chooseAll}
              focus={setActive}
              reachedEnd={reachedEnd}
              foot={isFetchingNextPage ? <Waiting lines={2} /> : null}
            />
          )}
        </div>
        {wide && panel ? <aside className={classes.panel}>{filters}</aside> : null}
      </div>
      <Drawer
        opened={!wide && panel}
        onClose={panelActs.close}
        position="right"
        size={320}
        title={t('tickets.filters')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        {filters}
      </Drawer>
    </>
  );
}
