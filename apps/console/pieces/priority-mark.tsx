import { useWords } from '../words/use-words.js';
import classes from './priority-mark.module.css';

/** Five bars, as many filled as it presses; the word is there for those who do not see them. */
export function PriorityMark({ level, word = false }: { readonly level: number | null; readonly word?: boolean }) {
  const words = useWords();
  if (level === null) return word ? <span>—</span> : <span className={classes.mark} />;
  const label = words.label('priority', String(level));
  return (
    <span className={classes.whole} title={label}>
      <span className={classes.mark} data-level={level} aria-hidden>
        {[5, 4, 3, 2, 1].map((bar) => (
          <i key={bar} data-filled={bar >= level || undefined} />
        ))}
      </span>
      <span className={word ? undefined : 'unseen'}>{label}</span>
    </span>
  );
}
