import type { ReactNode } from 'react';
import classes from './panel.module.css';

export interface PanelProps {
  readonly title?: ReactNode;
  readonly aside?: ReactNode;
  readonly flush?: boolean;
  readonly children: ReactNode;
}

/** A sheet with a title of its own. */
export function Panel({ title, aside, flush = false, children }: PanelProps) {
  return (
    <section className={classes.panel}>
      {title ? (
        <div className={classes.head}>
          <h2>{title}</h2>
          {aside ? <div data-screen-only>{aside}</div> : null}
        </div>
      ) : null}
      {/* A wide table scrolls sideways here: by keyboard, too. */}
      <div className={classes.body} data-flush={flush || undefined} tabIndex={flush ? 0 : undefined}>
        {children}
      </div>
    </section>
  );
}
