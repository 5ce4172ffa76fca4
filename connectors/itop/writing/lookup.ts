import type { NativeReference } from '@passerelle/connector';
import { textIn } from '../wire/envelope.js';
import { get } from '../wire/get.js';
import { quoted } from '../wire/oql.js';
import type { Server } from '../wire/server.js';

/** Whom a reference without a number means, where exactly one fits. */
export interface Lookup {
  find(target: string, reference: NativeReference, under?: string, signal?: AbortSignal): Promise<number | null>;
  /** The organisation of a person. */
  organisationOf(person: number, signal?: AbortSignal): Promise<number | null>;
}

export function openLookup(server: Server): Lookup {
  const known = new Map<string, number>();
  const organisations = new Map<number, number>();
  const one = async (target: string, condition: string, signal?: AbortSignal): Promise<number | null> => {
    const oql = `SELECT ${target} WHERE ${condition}`;
    const there = known.get(oql);
    if (there !== undefined) return there;
    const { objects, total } = await get(server, { class: target, oql, fields: ['id'], limit: 2 }, { signal });
    if (total !== 1 || !objects[0]) return null;
    const id = Number(objects[0].key);
    known.set(oql, id);
    return id;
  };
  return {
    async find(target, { name, email }, under, signal) {
      const also = under === undefined ? '' : ` AND ${under}`;
      const byMail = email ? await one(target, `email = ${quoted(email)}${also}`, signal) : null;
      if (byMail !== null || !name) return byMail;
      return one(target, `${target === 'Person' ? 'friendlyname' : 'name'} = ${quoted(name)}${also}`, signal);
    },
    async organisationOf(person, signal) {
      const there = organisations.get(person);
      if (there !== undefined) return there;
      const oql = `SELECT Person WHERE id = ${person}`;
      const { objects } = await get(server, { class: 'Person', oql, fields: ['org_id'] }, { signal });
      const id = objects[0] ? Number(textIn(objects[0].fields, 'org_id')) : 0;
      if (id > 0) organisations.set(person, id);
      return id > 0 ? id : null;
    },
  };
}
