import { OperatorError } from '@passerelle/runtime';
import { decide, type Conflict } from '@passerelle/sync';
import { exits, type Exit } from '../exit.js';
import { openMirror } from '../open-mirror.js';
import type { Output } from '../output.js';
import { printable } from '../print/printable.js';
import type { Session } from '../session.js';

/** As many as a human can look at. */
const most = 1_000;
/** Of a name that is derived, so many letters tell hundreds of thousands apart. */
const short = 8;

const seeConflicts = {
  fr: 'voyez «passerelle conflicts --open» ; les premières lettres de son nom suffisent',
  en: 'see «passerelle conflicts --open»; the first letters of its name are enough',
};

/** Where tools contradicted each other: what each said, and what stands. */
export async function conflicts({ house }: Session, open: boolean, output: Output): Promise<Exit> {
  const { store } = house;
  const found = await store.conflicts({ ...(open && { state: 'open' as const }), limit: most });
  const wholes = await store.tickets([...new Set(found.map(({ ticket }) => ticket))]);
  const numbered = found.map((one) => ({ ...one, number: wholes.get(one.ticket)?.ticket.number ?? one.ticket }));
  output.answer({
    conflicts: numbered.map(({ theirs, ours, ...rest }) => ({
      ...rest,
      theirs: JSON.parse(theirs) as unknown,
      ours: JSON.parse(ours) as unknown,
    })),
  });
  const w = output.words.mirror.conflicts;
  if (found.length === 0) output.say(w.none);
  for (const one of numbered) {
    output.say(printable(w.line({ ...one, id: one.id.slice(0, short) })));
    output.say(`  ${printable(w.values(cut(one.theirs), cut(one.ours)))}`);
    output.say(`  ${one.state === 'open' ? `${w.open} · ` : ''}${w.stands(one.stands, one.owner)}`);
  }
  const waits = found.some(({ state }) => state === 'open');
  if (waits) output.say(w.how);
  return waits ? exits.gap : exits.fine;
}

/** A human says whose word stands; everybody concerned is told at the next synchronisation. */
export async function decideConflict(
  session: Session,
  { id, stands, by }: { readonly id: string; readonly stands: Conflict['stands']; readonly by: string },
  output: Output,
): Promise<Exit> {
  const { house } = session;
  const w = output.words.mirror.conflicts;
  const open = await house.store.conflicts({ state: 'open', limit: most });
  const meant = open.filter((one) => one.id.startsWith(id));
  const [conflict] = meant;
  const begun = printable(id);
  if (!conflict)
    throw new OperatorError(
      'unknown-name',
      {
        fr: `un conflit à décider est attendu, «${begun}» n’en est pas un`,
        en: `expected an open conflict, «${begun}» is none`,
      },
      seeConflicts,
    );
  if (meant.length > 1)
    throw new OperatorError(
      'unknown-name',
      {
        fr: `un seul conflit est attendu, plusieurs commencent par «${begun}»`,
        en: `expected one open conflict, several begin with «${begun}»`,
      },
      seeConflicts,
    );
  const mirror = await openMirror(session, output);
  const run = `decision-${house.random.hex(6)}`;
  const decided = await decide(mirror.between(run), { id: conflict.id, stands, by });
  output.say(w.decided(decided.length));
  output.answer({ decided });
  return exits.fine;
}

function cut(json: string): string {
  const text = json.startsWith('"') ? (JSON.parse(json) as string) : json;
  return text.length > 120 ? `${text.slice(0, 119).toWellFormed()}…` : text;
}
