import type { NativePerson, PersonHint, PersonSource } from '@passerelle/connector';
import { plainText, type Tables } from './tables.js';
import { text } from './rows.js';

/** Agents of the tool. Requesters have no account in it, and are known by name and e-mail. */
export function openDirectory(tables: Tables): PersonSource {
  return {
    async persons(hints) {
      if (hints.length === 0) return [];
      const rows = await tables.ask(`SELECT id, \`user\`, name, email FROM ${tables.named('users')} ORDER BY id`);
      const all = rows.map((row): NativePerson => ({
        id: text(row['id']),
        name: plainText(text(row['name'])),
        email: text(row['email']) || null,
        login: text(row['user']) || null,
        employeeNumber: null,
        active: true,
      }));
      return all.filter((person) => hints.some((hint) => fits(person, hint)));
    },
    // Nobody is in a team there: categories are what an agent holds.
    groups: () => Promise.resolve([]),
  };
}

function fits(person: NativePerson, hint: PersonHint): boolean {
  return (['email', 'login', 'name'] as const).some((part) => {
    const [mine, theirs] = [bare(person[part]), bare(hint[part])];
    return mine !== '' && mine === theirs;
  });
}

function bare(value: string | null): string {
  return (value ?? '').trim().normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
