import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nobody, type Facet } from '@passerelle/api';
import { useWords } from '../words/use-words.js';
import { toggleValue, withList, withText, type ListName } from './filter.js';
import { valueWord } from './filter-words.js';
import classes from './filter-panel.module.css';
import type { Desk } from './use-desk.js';

interface Row {
  readonly key: string;
  readonly name: string;
  readonly count: number;
}

const few = 6;

/** One question and its answers with how many tickets give each, «not defined» among them. */
export function FacetGroup({
  facet,
  rows,
  desk,
}: {
  readonly facet: Facet;
  readonly rows: readonly Row[];
  readonly desk: Desk;
}) {
  const { t, i18n } = useTranslation();
  const words = useWords();
  const [all, setAll] = useState(false);
  if (rows.length === 0) return null;
  const name = facet as ListName;
  const chosen =
    facet === 'turn' ? [desk.filter.texts.turn].filter((one) => one !== undefined) : (desk.filter.lists[name] ?? []);
  const most = Math.max(...rows.map(({ count }) => count), 1);
  const seen = all ? rows : rows.filter(({ key }, index) => index < few || chosen.includes(key) || key === nobody);
  const toggle = (key: string): void =>
    desk.change(
      facet === 'turn'
        ? withText(desk.filter, 'turn', chosen.includes(key) ? undefined : key)
        : toggleValue(desk.filter, name, key),
    );
  return (
    <section aria-label={t(`filter.${facet}`)}>
      <h2 className={classes.head}>
        {t(`filter.${facet}`)}
        {chosen.length > 0 ? (
          <Button
            variant="subtle"
            size="compact-xs"
            onClick={() =>
              desk.change(facet === 'turn' ? withText(desk.filter, 'turn', undefined) : withList(desk.filter, name, []))
            }
          >
            {t('clear')}
          </Button>
        ) : null}
      </h2>
      <ul className={classes.rows}>
        {seen.map(({ key, name: said, count }) => (
          <li key={key}>
            <button
              type="button"
              aria-pressed={chosen.includes(key)}
              data-nobody={key === nobody || undefined}
              onClick={() => toggle(key)}
            >
              <span>
                {['agent', 'team', 'site'].includes(facet) && key !== nobody ? said : valueWord(name, key, t, words)}
              </span>
              <b>{count.toLocaleString(i18n.language)}</b>
              <i aria-hidden style={{ width: `calc(${(count / most) * 100}% - 16px)` }} />
            </button>
          </li>
        ))}
      </ul>
      {rows.length > seen.length || all ? (
        <Button variant="subtle" size="compact-xs" onClick={() => setAll(!all)}>
          {t(all ? 'fewer' : 'more', { count: rows.length - seen.length })}
        </Button>
      ) : null}
    </section>
  );
}
