const graphemes = new Intl.Segmenter('fr', { granularity: 'grapheme' });

export interface Cut {
  readonly text: string;
  readonly cut: boolean;
}

/** At most `max` UTF-16 units, cut after a word where there is one near, with `…`. No letter, accent or emoji is split. */
export function cutTo(text: string, max: number | null): Cut {
  if (max === null || text.length <= max) return { text, cut: false };
  if (max < 1) return { text: '', cut: true };
  const segment = graphemes.segment(text).containing(max - 1);
  const whole = text.slice(0, segment?.index ?? 0);
  const blank = whole.search(/\s+\S*$/u);
  const nextIsBlank = /^\s/u.test(text.slice(whole.length));
  const kept = !nextIsBlank && blank > whole.length / 2 ? whole.slice(0, blank) : whole.trimEnd();
  return { text: `${kept}…`, cut: true };
}
