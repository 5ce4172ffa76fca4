import { AuditRow } from '../schema/access.js';
import type { Access, Audited } from './access.js';
import type { Use } from './open-access.js';

export function auditOn(use: Use): Pick<Access, 'audit' | 'audited'> {
  return {
    audit: (line) => use(async (em) => void (await em.insert(AuditRow, { ...line }))),
    audited: async ({ person, what, object, from, before, after, limit }) => {
      const rows = await use((em) =>
        em.find(
          AuditRow,
          {
            ...(person !== undefined && { person }),
            ...(what !== undefined && { what }),
            ...(object !== undefined && { object }),
            ...(after !== null && { id: { $lt: Number(after) } }),
            at: { $gte: from ?? '', ...(before !== undefined && { $lt: before }) },
          },
          { orderBy: { id: 'desc' }, limit },
        ),
      );
      return rows.map((row) => ({
        id: String(row.id),
        at: row.at,
        what: row.what,
        outcome: row.outcome,
        detail: row.detail,
        person: row.person ?? null,
        through: row.through as Audited['through'],
        object: row.object ?? null,
        address: row.address ?? null,
      }));
    },
  };
}
