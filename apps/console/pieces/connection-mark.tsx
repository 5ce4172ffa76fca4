import classes from './connection-mark.module.css';

/** Steady over sessions: the same connection always has the same hue. */
export function hueOf(name: string): number {
  let sum = 7;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360;
  return sum;
}

/** The tool that something comes from, by its configured name. */
export function ConnectionMark({ name, muted = false }: { readonly name: string; readonly muted?: boolean }) {
  return (
    <span
      className={classes.mark}
      data-muted={muted || undefined}
      style={{ '--hue': hueOf(name) } as React.CSSProperties}
    >
      <i aria-hidden />
      {name}
    </span>
  );
}
