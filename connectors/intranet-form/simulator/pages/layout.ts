import type { Flash, Session, Ticket, Tool } from '../state.js';
import { escape } from '../text.js';

export function notification({ color, title, html }: Flash, role: boolean): string {
  const said = role ? ` role="${color === 'red' ? 'alert' : 'status'}"` : '';
  return `<div class="notification ${color}"${said}><b>${title}:</b> ${html}</div>`;
}

const exact: Readonly<Record<string, string>> = { '3.4': '3.4.5', '3.6': '3.6.4' };

export function versionOf({ quirks }: Tool): string {
  return exact[quirks.profile] ?? '';
}

/** A whole page. What the session was told to say is said once, right under the header; further boxes stay hidden. */
export function page(tool: Tool, session: Session, title: string, body: string, up = ''): string {
  const { flash } = session;
  session.flash = null;
  const said = flash ? notification(flash, tool.quirks.profile !== '3.4') : '';
  return `<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>${escape(title)}</title>
<link rel="stylesheet" href="${up}css/app.css?${versionOf(tool)}"></head>
<body><header class="header"><a href="${up}index.php">SUPPORT INFORMATIQUE</a></header>
<main class="main">${said}
${body}
</main>
<div class="clipboard" style="display:none"><div class="notification green">Lien copié</div><div class="notification red">Lien non copié</div></div>
<footer>Powered by Help Desk Software</footer></body></html>`;
}

/** A time as pages carry it: the site's own, with its offset. */
export function timeTag(tool: Tool, at: number): string {
  const iso = localIso(tool.quirks.displayZone, at);
  return `<time datetime="${iso}">${iso.slice(0, 16).replace('T', ' ')}</time>`;
}

/** `2026-11-21T21:27:23+01:00` */
export function localIso(zone: string, at: number): string {
  const offset = offsetOf(zone, at);
  const sign = offset < 0 ? '-' : '+';
  const two = (n: number): string => String(n).padStart(2, '0');
  const shift = Math.abs(offset);
  return `${new Date(at + offset * 60_000).toISOString().slice(0, 19)}${sign}${two(Math.floor(shift / 60))}:${two(shift % 60)}`;
}

/** Minutes that the zone is ahead of UTC then. */
export function offsetOf(zone: string, at: number): number {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
      .formatToParts(new Date(at))
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Math.round((Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000) / 60_000);
}

export interface StatusName {
  readonly id: number;
  readonly label: string;
  /** Custom ones have a colour instead of a class. */
  readonly mark: string;
}

/** In the order of the drop-down: 0, 1, 2, 4, 5, those of the site, 3. */
export function statusesOf({ labels, quirks }: Tool): readonly StatusName[] {
  return [
    { id: 0, label: labels.statusNew, mark: 'class="open"' },
    { id: 1, label: labels.statusWaiting, mark: 'class="waitingreply"' },
    { id: 2, label: labels.statusReplied, mark: 'class="replied"' },
    { id: 4, label: labels.statusProgress, mark: 'class="inprogress"' },
    { id: 5, label: labels.statusHold, mark: 'class="onhold"' },
    ...quirks.customStatuses.map(({ id, name, color }) => ({ id, label: name, mark: `style="color:${color}"` })),
    { id: 3, label: labels.statusResolved, mark: 'class="resolved"' },
  ];
}

export function prioritiesOf({ labels, quirks }: Tool): readonly { readonly id: number; readonly label: string }[] {
  return [
    { id: 0, label: labels.critical },
    { id: 1, label: labels.high },
    { id: 2, label: labels.medium },
    { id: 3, label: labels.low },
    ...quirks.customPriorities.map(({ id, name }) => ({ id, label: name })),
  ];
}

export function row(title: string, value: string): string {
  return `<div class="row"><div class="title">${title}:</div><div class="value">${value}</div></div>`;
}

export function options(
  all: readonly { readonly id: number | string; readonly label: string }[],
  chosen: number | string | null,
): string {
  return all
    .map(({ id, label }) => `<option value="${id}"${id === chosen ? ' selected' : ''}>${escape(label)}</option>`)
    .join('');
}

/** Files of one post, as links that carry the reference. */
export function uploads(attachments: string, link: (id: string) => string): string {
  const files = attachments.split(',').flatMap((one) => {
    const [id, name] = one.split('#');
    return id && name !== undefined ? [`<a href="${link(id)}">${escape(name)}</a>`] : [];
  });
  return files.length === 0 ? '' : `<div class="block--uploads">${files.join('')}</div>`;
}

export function customBlock({ quirks }: Tool, ticket: Ticket): string {
  return quirks.customFields
    .filter(({ n, kind }) => ticket.custom.has(n) && kind !== 'hidden')
    .map(
      ({ n, label }) =>
        `<div><span class="custom-field-title">${escape(label)}:</span> <span>${ticket.custom.get(n)}</span></div>`,
    )
    .join('');
}

/** Midnight of a day at the site. */
export function localMidnight(zone: string, day: string): number {
  const utc = Date.parse(`${day}T00:00:00Z`);
  return utc - offsetOf(zone, utc) * 60_000;
}
