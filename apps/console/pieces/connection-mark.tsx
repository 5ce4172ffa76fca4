import classes from './connection-mark.module.css';

/** Steady over sessions: the same connection always has the same hue. */
export function hueOf(name: string): number {
  let sum = 5_381;
  for (const letter of name) sum = (sum * 33 + (letter.codePointAt(0) ?? 0)) % 1_000_003;
  // Twelve hues, far enough from each other to be told apart at eight pixels.
  return (Math.floor(sum / 7) % 12) * 30 + 15;
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
