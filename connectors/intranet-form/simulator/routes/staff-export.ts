import type { ToolResponse } from '@passerelle/connector/testing';
import { holds } from '../acts/manage.js';
import { localIso, page, prioritiesOf, statusesOf } from '../pages/layout.js';
import type { Ticket, Tool } from '../state.js';
import { typed } from '../text.js';
import { field, html } from '../wire/call.js';
import { zipOf } from '../wire/zip.js';
import { may, noRight, type StaffCall } from './staff-call.js';
import { shownTo, sorted, ticked } from './staff-list.js';

const day = 86_400_000;

/** A page with a link to a ZIP that lies open in the cache until somebody deletes it or a day has passed. */
export function exportTickets(tool: Tool, call: StaffCall): ToolResponse {
  if (!may(call.user, 'can_export')) return noRight(tool, call);
  const gone = field(call, 'delete');
  if (gone !== '') {
    tool.exports.delete(gone);
    return html(page(tool, call.session, 'Exporter tickets', '<p>Fichier supprimé</p>', '../'));
  }
  const now = tool.clock.now();
  const rows = sorted(call, ticked(call, shownTo(tool, call.user), call.user)).filter((ticket) =>
    inTime(tool, call, ticket),
  );
  const stamp = now.toISOString().slice(0, 19).replace('T', '_').replaceAll(':', '-');
  const name = `hesk_export_${stamp}_${String(Math.floor(tool.random.next() * 1e6)).padStart(6, '0')}`;
  tool.exports.set(name, { zip: zipOf(`${name}.xml`, Buffer.from(sheet(tool, call, rows))), at: now.getTime() });
  return html(
    page(
      tool,
      call.session,
      'Exporter tickets',
      `<div class="notification blue">${rows.length} tickets</div><a href="../cache/${name}.zip">Cliquer pour télécharger</a> <a href="export.php?delete=${name}">Supprimer</a>`,
      '../',
    ),
  );
}

/** By creation, never by change. */
function inTime(tool: Tool, call: StaffCall, ticket: Ticket): boolean {
  const zone = tool.quirks.displayZone;
  const born = localIso(zone, ticket.dt).slice(0, 10);
  if (field(call, 'w') === '1') {
    const iso = (text: string): string => text.split('/').reverse().join('-');
    return born >= iso(field(call, 'datefrom')) && born <= iso(field(call, 'dateto'));
  }
  const today = localIso(zone, tool.clock.now().getTime()).slice(0, 10);
  const time = field(call, 'time') || '3';
  if (time === '1') return born === today;
  if (time === '3') return born.slice(0, 7) === today.slice(0, 7);
  if (time === '5') return tool.clock.now().getTime() - ticket.dt < 30 * day;
  if (time === '10') return born.slice(0, 4) === today.slice(0, 4);
  return true;
}

function sheet(tool: Tool, call: StaffCall, tickets: readonly Ticket[]): string {
  const { labels, quirks, tables } = tool;
  const newer = quirks.profile !== '3.4';
  const date = (at: number | null): string =>
    at === null
      ? text('')
      : `<Cell><Data ss:Type="DateTime">${localIso(quirks.displayZone, at).slice(0, 19)}.000</Data></Cell>`;
  const heads = [
    '#',
    labels.trackingId,
    'Date',
    labels.updated,
    ...(newer ? ['Résolu à'] : []),
    labels.name,
    labels.email,
    ...(newer ? ['Suiveurs'] : []),
    labels.category,
    labels.priority,
    'Statut',
    labels.subject,
    labels.message,
    labels.owner,
    'Temps de traitement',
    labels.due,
    ...quirks.customFields.map(({ label }) => label),
    ...(newer ? ['Ticket URL'] : []),
  ];
  const lines = tickets.map((ticket) => {
    const category = tables.categories.find(({ id }) => id === ticket.category);
    return [
      `<Cell><Data ss:Type="Number">${ticket.id}</Data></Cell>`,
      text(ticket.trackid),
      date(ticket.dt),
      date(ticket.lastchange),
      ...(newer ? [date(ticket.closedat)] : []),
      text(typed(ticket.name)),
      text(ticket.email),
      ...(newer ? [text('')] : []),
      text(category && holds(call.user, category.id) ? category.name : ''),
      text(prioritiesOf(tool).find(({ id }) => id === ticket.priority)?.label ?? ''),
      text(statusesOf(tool).find(({ id }) => id === ticket.status)?.label ?? ''),
      text(typed(ticket.subject)),
      text(typed(ticket.message)),
      text(tables.users.find(({ id }) => id === ticket.owner)?.name ?? ''),
      text('00:00:00'),
      date(ticket.due),
      ...quirks.customFields.map(({ n }) => text(typed(ticket.custom.get(n) ?? ''))),
      ...(newer ? [text(`admin_ticket.php?track=${ticket.trackid}`)] : []),
    ].join('');
  });
  const rows = [heads.map(text).join(''), ...lines].map((cells) => `<Row>${cells}</Row>`).join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="Sheet1"><Table>${rows}</Table></Worksheet><Worksheet ss:Name="Sheet2"><Table></Table></Worksheet></Workbook>`;
}

function text(value: string): string {
  return `<Cell><Data ss:Type="String"><![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]></Data></Cell>`;
}
