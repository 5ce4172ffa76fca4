import type { NativeCode, Reaction } from '@passerelle/connector';
import { isSilent, type Bond, type Intent, type Mouth, type Route, type WholeTicket } from '@passerelle/sync';

/** A notification of a tool, and how often the plan would set it off. */
export interface PlannedMail {
  readonly name: string;
  readonly count: number;
}

export interface MailScene {
  readonly routes: readonly Route[];
  readonly intents: readonly Intent[];
  readonly wholes: ReadonlyMap<string, WholeTicket>;
  readonly bonds: readonly Bond[];
  readonly signal: AbortSignal;
}

/** What the tool would mail by itself because of these intents (law 13); what it is told silently does not count. */
export async function mailsOf(mouth: Mouth, scene: MailScene): Promise<readonly PlannedMail[]> {
  const { connection, connector, keeps } = mouth;
  if (keeps.silence || scene.intents.length === 0) return [];
  const reactions = ((await connector.reactions?.list(scene.signal)) ?? []).filter(({ kind }) => kind === 'mail');
  const classes = new Map(
    scene.bonds.flatMap((bond) => (bond.connection === connection ? [[bond.ticket, bond.class]] : [])),
  );
  const counts = new Map<string, number>();
  for (const intent of scene.intents) {
    const whole = scene.wholes.get(intent.ticket);
    const route = scene.routes.find(({ name }) => name === intent.route);
    if (!whole || !route) continue;
    const { kind } = whole.ticket;
    const nativeClass = classes.get(intent.ticket) ?? mouth.mapping.classFor(kind, route.as[kind]);
    const silent = isSilent(route, connection);
    for (const reaction of reactions)
      if (!(silent && reaction.hushed) && isSetOff(reaction, intent, whole, nativeClass))
        counts.set(reaction.name, (counts.get(reaction.name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => ({ name, count }));
}

function isSetOff(
  reaction: Reaction,
  { act }: Intent,
  { ticket, entries, attachments }: WholeTicket,
  nativeClass: NativeCode | null,
): boolean {
  if (reaction.class !== nativeClass) return false;
  const audience = act.kind === 'append' ? entries.find(({ id }) => id === act.entry)?.audience : undefined;
  const told = (status: 'resolved' | 'closed'): boolean =>
    ticket.status === status && (act.kind === 'create' || (act.kind === 'update' && act.fields.includes('status')));
  switch (reaction.on) {
    case 'create':
      return act.kind === 'create';
    case 'comment':
      return audience === 'public';
    case 'work_note':
      return audience === 'internal';
    case 'attach':
      return act.kind === 'attach' && attachments.find(({ id }) => id === act.attachment)?.audience === 'public';
    case 'resolve':
      return told('resolved');
    case 'close':
      return told('closed');
    case 'update':
      return act.kind === 'update';
  }
}
