/** Text that is HTML already. Everything else is escaped where it is put in. */
export interface Html {
  readonly html: string;
}

export type Piece = string | number | Html | null | undefined | false | readonly Piece[];

/** `<td>${title}</td>`: what stands between the braces is escaped, unless it is Html itself. */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return { html: strings.map((text, index) => (index === 0 ? '' : render(pieces[index - 1])) + text).join('') };
}

function render(piece: Piece): string {
  if (piece === null || piece === undefined || piece === false) return '';
  if (typeof piece === 'string' || typeof piece === 'number') return escape(String(piece));
  return 'html' in piece ? piece.html : piece.map(render).join('');
}

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
}
