import type { ReactNode } from 'react';
import { useEffect } from 'react';
import classes from './page-head.module.css';

export interface PageHeadProps {
  readonly title: string;
  readonly sub?: ReactNode;
  readonly before?: ReactNode;
  readonly children?: ReactNode;
}

/** The head of every page: where one is, and what can be done here. Also the title of the browser's tab. */
export function PageHead({ title, sub, before, children }: PageHeadProps) {
  useEffect(() => {
    document.title = `${title} · Passerelle`;
  }, [title]);
  return (
    <header className={classes.head}>
      {before}
      <div className={classes.titles}>
        <h1>{title}</h1>
        {sub ? <div className={classes.sub}>{sub}</div> : null}
      </div>
      <div className={classes.tools} data-screen-only>
        {children}
      </div>
    </header>
  );
}
