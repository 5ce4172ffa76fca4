import { Button, SegmentedControl } from '@mantine/core';
import { IconSortAscending, IconSortDescending } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineLine, WholeTicket } from '@passerelle/api';
import { Empty } from '../pieces/states.js';
import { useCalendar } from '../words/use-calendar.js';
import classes from './timeline.module.css';
import { TimelineItem } from './timeline-item.js';

type Shown = 'all' | 'public' | 'internal';

/** All that was said in any tool, in one order, each line with where it comes from and who can read it. */
export function Timeline({ ticket }: { readonly ticket: WholeTicket }) {
  const { t } = useTranslation();
  const calendar = useCalendar();
  const [shown, setShown] = useState<Shown>('all');
  const [newest, setNewest] = useState(false);
  const kept = ticket.timeline.filter(({ audience }) => shown === 'all' || audience === shown);
  const lines = newest ? kept.toReversed() : kept;
  return (
    <>
      <div className={classes.tools} data-screen-only>
        <SegmentedControl
          size="xs"
          aria-label={t('timeline.shown')}
          data={(['all', 'public', 'internal'] as const).map((value) => ({ value, label: t(`timeline.${value}`) }))}
          value={shown}
          onChange={(value) => setShown(value as Shown)}
        />
        <Button
          variant="subtle"
          leftSection={newest ? <IconSortDescending size={15} /> : <IconSortAscending size={15} />}
          onClick={() => setNewest(!newest)}
        >
          {t(newest ? 'timeline.newest' : 'timeline.oldest')}
        </Button>
      </div>
      {lines.length === 0 ? (
        <Empty title={t('timeline.none')} />
      ) : (
        <ol className={classes.lines}>
          {lines.map((line, index) => {
            const day = dayOf(line, calendar.day);
            const before = lines[index - 1];
            return (
              <li key={`${line.id}:${index}`}>
                {day !== null && (!before || day !== dayOf(before, calendar.day)) ? (
                  <h3 className={classes.day}>{day}</h3>
                ) : null}
                <TimelineItem line={line} ticket={ticket} />
              </li>
            );
          })}
        </ol>
      )}
      {ticket.withheld ? <p className={classes.withheld}>{t('timeline.withheld')}</p> : null}
    </>
  );
}

function dayOf({ at }: TimelineLine, day: (at: string) => string): string | null {
  return at === null ? null : day(at);
}
