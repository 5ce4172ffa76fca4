import type { ToolResponse } from '@passerelle/connector/testing';
import { download, goTo, showPage } from '../page/respond.js';
import { act, create } from './act.js';
import { faults, programme } from './faults.js';
import { change, habitsPage } from './habits.js';
import { mails } from './mails.js';
import { base, type Form, type Scene } from './scene.js';
import { ticketPage } from './ticket.js';
import { ticketList } from './ticket-list.js';

/** The control pages of the simulated ServiceNow; null where there is no such page. `form` is null for a GET. */
export function control(scene: Scene, path: string, form: Form | null): ToolResponse | null {
  const [, place = '', id = ''] = /^\/(\w+)(?:\/([0-9a-f]{32}))?$/.exec(path) ?? [];
  if (place === 'tickets' && id !== '') return ticket(scene, id, form);
  if (place === 'tickets') return tickets(scene, form);
  if (place === 'files') return file(scene, id);
  if (place === 'mails') {
    if (form) scene.tool.mailbox.length = 0;
    return form ? goTo(`${base}/mails`) : showPage(mails(scene));
  }
  if (place === 'faults')
    return settled(form && programme(scene, form), form, `${base}/faults`, (why) => faults(scene, why));
  if (place === 'habits')
    return settled(form && change(scene, form), form, `${base}/habits`, (why) => habitsPage(scene, why));
  return null;
}

function settled(
  wrong: string | null,
  form: Form | null,
  path: string,
  page: (refused: string | null) => ReturnType<typeof faults>,
): ToolResponse {
  if (form && wrong === null) return goTo(path);
  return showPage(page(wrong), wrong === null ? 200 : 422);
}

function ticket(scene: Scene, id: string, form: Form | null): ToolResponse | null {
  const refused = form ? trying(scene, () => act(scene.tool, id, form)) : null;
  if (form && refused === null) return goTo(`${base}/tickets/${id}?done`);
  const page = ticketPage(scene, id, refused);
  return page && showPage(page, refused === null ? 200 : 422);
}

function tickets(scene: Scene, form: Form | null): ToolResponse {
  let id = '';
  const refused = form ? trying(scene, () => (id = create(scene.tool, form))) : null;
  if (form && refused === null) return goTo(`${base}/tickets/${id}?done`);
  return showPage(ticketList(scene, refused), refused === null ? 200 : 422);
}

function file({ tool }: Scene, id: string): ToolResponse | null {
  const row = tool.record('sys_attachment', id);
  const found = tool.attachmentsOf(row?.['table_sys_id'] ?? '').find((one) => one.row['sys_id'] === id);
  return found ? download(found.row['file_name'] ?? id, found.bytes) : null;
}

/** What the tool says against it; null when it was done. */
function trying({ view }: Scene, work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return `${view.words.refused} ${error instanceof Error ? error.message : String(error)}`;
  }
}
