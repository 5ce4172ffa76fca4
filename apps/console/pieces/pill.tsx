import type { ReactNode } from 'react';
import classes from './pill.module.css';

export type Tone = 'plain' | 'info' | 'work' | 'fresh' | 'good' | 'warn' | 'bad';

export interface PillProps {
  readonly tone?: Tone;
  readonly icon?: ReactNode;
  readonly title?: string;
  readonly outline?: boolean;
  readonly children: ReactNode;
}

/** A word with a tone. The word says it all; the colour only helps. */
export function Pill({ tone = 'plain', icon, title, outline = false, children }: PillProps) {
  return (
    <span className={classes.pill} data-tone={tone} data-outline={outline || undefined} title={title}>
      {icon}
      <span className={classes.word}>{children}</span>
    </span>
  );
}
