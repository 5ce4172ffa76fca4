import type { ReactNode } from 'react';
import classes from './notice.module.css';
import type { Tone } from './pill.js';

export interface NoticeProps {
  readonly tone?: Tone;
  readonly title: ReactNode;
  readonly icon?: ReactNode;
  /** Read out at once. */
  readonly loud?: boolean;
  readonly children?: ReactNode;
}

/** Something to know before going on. */
export function Notice({ tone = 'plain', title, icon, loud = false, children }: NoticeProps) {
  return (
    <div className={classes.notice} data-tone={tone} role={loud ? 'alert' : undefined}>
      {icon}
      <div>
        <strong>{title}</strong>
        {children ? <div className={classes.more}>{children}</div> : null}
      </div>
    </div>
  );
}
