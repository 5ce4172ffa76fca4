import { joined } from '@passerelle/connector';
import { Halt, type Hearing, type Party } from './flow.js';
import type { News } from './hear.js';
import { waysOf } from './route.js';

/**
 * A line or file that turned internal in its own tool after it was migrated in public: it stands there still, so the run
 * stops and says where (law 8). What was not sent yet is rendered as internal and needs no alarm. A mirror takes it back.
 */
export async function haltIfNarrowed(flow: Hearing, news: readonly News[]): Promise<void> {
  const migrated = flow.routes.filter(({ name, mode }) => mode === 'migrate' && flow.begins.has(name));
  for (const { to } of migrated.flatMap(waysOf)) await haltIfTold(flow, flow.parties.get(to), news);
}

async function haltIfTold({ store, spring }: Hearing, mouth: Party | undefined, news: readonly News[]): Promise<void> {
  if (!mouth) return;
  const { connection, connector, mapping } = mouth;
  const touched = news.filter(({ merged: { narrowed } }) => narrowed.entries.length + narrowed.attachments.length > 0);
  if (touched.length === 0) return;
  const rows = await store.outboxOf(touched.map(({ merged }) => merged.whole.ticket.id));
  const sent = new Set(
    rows.flatMap(({ connection: to, state, attempts, act }) => {
      // Queued is what was never sent, or certainly did not land.
      if (to !== connection || state === 'queued' || (state === 'dead' && attempts.length === 0)) return [];
      return act.kind === 'append' ? [act.entry] : act.kind === 'attach' ? [act.attachment] : [];
    }),
  );
  const places = touched.flatMap(({ merged: { whole, narrowed } }) => {
    const entries = narrowed.entries.filter(({ id, kind }) => {
      const journal = mapping.journalFor(kind, 'public');
      return sent.has(id) && journal !== null && connector.journals?.[journal] !== 'internal';
    });
    const files = narrowed.attachments.filter(({ id }) => sent.has(id) && connector.attachments !== 'internal');
    const number = whole.ticket.number ?? whole.ticket.id;
    return [
      ...entries.map(({ origin: { ordinal } }) => ({
        fr: `${number} : ligne ${ordinal}`,
        en: `${number}: entry ${ordinal}`,
      })),
      ...files.map(({ name }) => ({ fr: `${number} : «${name}»`, en: `${number}: «${name}»` })),
    ];
  });
  if (places.length === 0) return;
  const where = joined(places, ', ');
  throw new Halt('visibility', {
    fr: `${spring.connection} : ceci y est devenu interne, et le demandeur peut le lire dans ${connection} (${where.fr}). Le passage s’arrête. Masquez-le dans ${connection}, puis reprenez`,
    en: `${spring.connection}: these are internal there now, and stand in ${connection} where the requester can read them (${where.en}). The run stops. Hide them in ${connection}, then resume`,
  });
}
