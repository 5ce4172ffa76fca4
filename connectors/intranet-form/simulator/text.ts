import type { Tool } from './state.js';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#039;',
};

export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}

const blanks = /^[ \t\n\r\0\v]+|[ \t\n\r\0\v]+$/g;

/** What a line becomes on its way into the tables. */
export function storedLine(tool: Tool, text: string): string {
  return escape(plane(tool, text).replace(blanks, ''));
}

/** What a text becomes: escaped first, then broken into lines and linked. */
export function storedText(tool: Tool, text: string): string {
  return storedLine(tool, text)
    .replace(/\bhttps?:\/\/[^\s<>"]+/g, (link) => `<a href="${link}">${link}</a>`)
    .replace(/\r\n|\n|\r/g, (end) => `<br />${end}`);
}

function plane({ quirks }: Tool, text: string): string {
  return quirks.keepsAstral ? text : text.replace(/[\u{10000}-\u{10ffff}]/gu, '?');
}

/** What was typed, again. */
export function typed(stored: string): string {
  return stored
    .replace(/<br \/>(\r\n|\n|\r)?/g, '\n')
    .replace(/<a href="[^"]*">([^<]*)<\/a>/g, '$1')
    .replace(
      /&(amp|lt|gt|quot|#039);/g,
      (whole) => Object.keys(entities).find((sign) => entities[sign] === whole) ?? whole,
    );
}

const alphabet = 'AEUYBDGHJLMNPQRSTVWXZ123456789';

export function newTrackingId(tool: Tool): string {
  const part = (length: number): string =>
    Array.from({ length }, () => alphabet[Math.floor(tool.random.next() * alphabet.length)]).join('');
  for (;;) {
    const id = `${part(3)}-${part(3)}-${part(4)}`;
    if (![...tool.tables.tickets.values()].some(({ trackid }) => trackid === id)) return id;
  }
}

/** « capture écran n°1.png » becomes `capture-ecran-n1.png`. */
export function fileName({ quirks }: Tool, given: string): string {
  if (!quirks.slugFileNames) return given;
  const dot = given.lastIndexOf('.');
  const [stem, extension] = dot < 0 ? [given, ''] : [given.slice(0, dot), given.slice(dot).toLowerCase()];
  const slug = stem
    .normalize('NFD')
    .replace(/[^A-Za-z0-9 _.-]/g, '')
    .replace(/[ _]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return `${slug === '' ? 'file' : slug}${extension}`;
}
