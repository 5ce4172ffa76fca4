import type { NativeFields, NativeReference, NativeValue, Told } from '@passerelle/connector';
import { DateTime } from 'luxon';
import { statusWord, type Choice } from '../reading/staff-page.js';
import { noStatus } from '../said.js';
import { locked, plain } from '../words.js';
import type { Desk, OnDesk } from './desk.js';
import { editTicket } from './edit.js';
import { same } from './normal.js';

/** What a change of fields comes to: one form for each group of them that differs, and none for what stands there already. */

/** The category first: moving a ticket may take its owner away. */
const order = ['category', 'owner', 'priority', 'due'] as const;

export async function changeFields(
  desk: Desk,
  start: OnDesk,
  fields: NativeFields,
  signal?: AbortSignal,
): Promise<OnDesk> {
  checkWords(desk, start, fields);
  let now = start;
  for (const field of order) {
    const value = fields[field];
    // Even the same owner again would be mailed.
    if (value === undefined || same(field, value, now.native.fields[field])) continue;
    now = await changeOne(desk, now, field, value, signal);
  }
  now = await editTicket(desk, now, fields, signal);
  const status = fields['status'];
  if (typeof status === 'string' && status !== now.thread.status) now = await setStatus(desk, now, status, signal);
  return now;
}

async function changeOne(
  desk: Desk,
  { page, native }: OnDesk,
  field: (typeof order)[number],
  value: NativeValue,
  signal?: AbortSignal,
): Promise<OnDesk> {
  const track = ['track', page.reference] as const;
  const token = ['token', ''] as const;
  const text = typeof value === 'string' ? value : '';
  switch (field) {
    case 'category': {
      const code = codeOf(page.categories, text) ?? '';
      return desk.post({ path: 'move_category.php', fields: [track, ['category', code], token] }, signal);
    }
    case 'priority':
      return desk.post(
        { path: 'priority.php', fields: [track, ['priority', codeOf(page.priorities, text) ?? ''], token] },
        signal,
      );
    case 'owner': {
      const owner = value === null ? '-1' : (ownerCode(page.owners, value) ?? '');
      return desk.post({ path: 'assign_owner.php', fields: [track, ['owner', owner], token] }, signal);
    }
    case 'due': {
      if (native.fields['due'] === undefined) return { page, native, thread: threadOf(page) };
      const day = value === null ? '' : DateTime.fromISO(text, { zone: desk.zone }).toFormat('dd/MM/yyyy');
      return desk.post(
        { path: 'admin_ticket.php', fields: [track, ['action', 'due_date'], ['new-due-date', day], token] },
        signal,
      );
    }
  }
}

function threadOf(page: OnDesk['page']): OnDesk['thread'] {
  if ('thread' in page.understood) return page.understood.thread;
  throw new Error('a page on the desk was understood before');
}

/** What the instance does not know is refused before anything is sent: it would be passed over in silence. */
function checkWords(desk: Desk, { page }: OnDesk, fields: NativeFields): void {
  const { category, priority, status, owner } = fields;
  const unknown = (what: Told, value: string, all: readonly Choice[]) => {
    const list = all.map(({ code, label }) => `${code} ${label}`).join(', ');
    const [offered, came] = [list.slice(0, 400), JSON.stringify(value.slice(0, 80))];
    return desk.site.fault('rejected', {
      fr: `attendu pour ${what.fr} l’un des choix suivants : ${offered} ; reçu ${came}`,
      en: `expected ${what.en} to be one of ${offered}; came ${came}`,
    });
  };
  if (typeof category === 'string' && codeOf(page.categories, category) === null)
    throw unknown({ fr: 'la catégorie', en: 'category' }, category, page.categories);
  if (typeof priority === 'string' && codeOf(page.priorities, priority) === null)
    throw unknown({ fr: 'la priorité', en: 'priority' }, priority, page.priorities);
  if (typeof status === 'string' && statusCode(page.statuses, status) === null)
    throw unknown({ fr: 'l’état', en: 'status' }, status, page.statuses);
  if (owner && ownerCode(page.owners, owner) === null)
    throw desk.site.fault('rejected', {
      fr: `attendu un responsable qui a la catégorie du ticket, reçu ${JSON.stringify(owner).slice(0, 120)}`,
      en: `expected an owner who holds the category of the ticket, came ${JSON.stringify(owner).slice(0, 120)}`,
    });
}

/** By label first: numbers differ from one installation to the next. */
export function codeOf(all: readonly Choice[], word: string): string | null {
  return (all.find(({ label }) => plain(label) === plain(word)) ?? all.find(({ code }) => code === word))?.code ?? null;
}

function ownerCode(owners: readonly Choice[], value: NativeValue): string | null {
  if (typeof value === 'string') return codeOf(owners, value);
  const { id, name } = value as NativeReference;
  if (id !== null) return owners.find(({ code }) => code === id)?.code ?? null;
  return name === null ? null : codeOf(owners, name);
}

export function statusCode(statuses: readonly Choice[], word: string): string | null {
  if (word === locked) return '3';
  return statuses.find((each) => statusWord(each) === word)?.code ?? null;
}

/** Locking resolves; what is to become anything but resolved and locked is unlocked first. */
export async function setStatus(desk: Desk, start: OnDesk, to: string, signal?: AbortSignal): Promise<OnDesk> {
  const lock = (state: '0' | '1', page = start.page): Promise<OnDesk> =>
    desk.post(
      {
        path: 'lock.php',
        fields: [
          ['track', page.reference],
          ['locked', state],
          ['token', ''],
        ],
      },
      signal,
    );
  if (to === locked) return start.page.isLocked ? start : lock('1');
  let now = start.page.isLocked ? await lock('0') : start;
  const code = statusCode(now.page.statuses, to);
  if (code === null) throw desk.site.fault('rejected', noStatus(to.slice(0, 80)));
  if (now.page.status !== code)
    now = await desk.post(
      {
        path: 'change_status.php',
        fields: [
          ['track', now.page.reference],
          ['s', code],
          ['token', ''],
        ],
      },
      signal,
    );
  return now;
}
