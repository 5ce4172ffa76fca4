import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { NativeFields } from '@passerelle/connector';
import { route } from '@passerelle/workflow';
import { Config, type TicketClass } from './config.js';
import { lifecycleOf, statesOf } from './lifecycle.js';
import { lifecyclesOf, textOf, type Flavour } from './simulator/index.js';
import { apply, key, openStage } from './testing/stage.js';

const configOf = (flavour: Flavour) =>
  Config.parse({ url: 'http://itop.invalid', auth: { kind: 'token', token: 'x' }, flavour });

/** Everything that any state wants. */
const known: NativeFields = {
  team_id: { id: '4', name: null },
  agent_id: { id: '3', name: null },
  service_id: { id: '1', name: null },
  solution: 'Redémarré',
  pending_reason: 'En attente du demandeur',
};

const classes: readonly (readonly [Flavour, TicketClass])[] = [
  ['itil', 'UserRequest'],
  ['itil', 'Incident'],
  ['simple', 'UserRequest'],
];

/** Every pair of states between which the declared moves lead. */
function pairsOf(flavour: Flavour, ticketClass: TicketClass) {
  const config = configOf(flavour);
  const lifecycle = lifecycleOf(config);
  const fields = new Set([...Object.keys(known), 'request_type']);
  const states = Object.keys(statesOf(config, ticketClass));
  return states.flatMap((from) =>
    states.flatMap((to) => {
      const routed = route(lifecycle, ticketClass, from, to, fields);
      return routed.kind === 'path' ? [{ from, to, steps: routed.steps }] : [];
    }),
  );
}

describe.each(classes)('the lifecycle of %s, %s', (flavour, ticketClass) => {
  it('is what iTop has, less what iTop does by itself', () => {
    const { graph } = lifecyclesOf(flavour)[ticketClass]!;
    const theirs = Object.entries(graph).flatMap(([from, moves]) =>
      Object.entries(moves)
        .filter(([by]) => by !== 'ev_timeout' && by !== 'ev_autoresolve')
        .map(([by, to]) => `${from} ${by} ${to}`),
    );
    const ours = lifecycleOf(configOf(flavour)).classes[ticketClass]!.map(({ from, by, to }) => `${from} ${by} ${to}`);
    expect(ours.toSorted()).toEqual(theirs.toSorted());
  });

  it('leads from every state to every other that can be reached, by ways that iTop accepts', async () => {
    const pairs = pairsOf(flavour, ticketClass);
    expect(pairs.length).toBeGreaterThan(20);
    const stage = openStage({ quirks: { flavour } });
    const values: NativeFields = flavour === 'simple' ? { ...known, request_type: 'incident' } : known;
    const wrong: string[] = [];
    for (const [nth, { from, to, steps }] of pairs.entries()) {
      const ticket = stage.sim.as('buffet').open(ticketClass, { title: `${from} ${to}`, description: 'x', org_id: 1 });
      ticket.values['status'] = from;
      for (const [at, step] of steps.entries()) {
        const fields = Object.fromEntries(step.requires.map((code) => [code, values[code] ?? null]));
        const command = {
          key: key(`${nth} ${at}`),
          kind: 'transition',
          id: `${ticketClass}::${ticket.id}`,
          to: step.to,
          fields,
        } as const;
        const [receipt] = await apply(stage.connector, command);
        if (receipt?.outcome !== 'done') wrong.push(`${from} → ${to}: ${step.by} ${receipt?.outcome}`);
      }
      if (textOf(ticket, 'status') !== to) wrong.push(`${from} → ${to} ended in ${textOf(ticket, 'status')}`);
    }
    expect(wrong).toEqual([]);
  });

  it('says what a step lacks before anything is sent', () => {
    const routed = route(lifecycleOf(configOf(flavour)), ticketClass, 'new', 'resolved', new Set());
    const type = flavour === 'simple' ? ['request_type'] : [];
    expect(routed).toMatchObject({
      kind: 'incomplete',
      missing: ['team_id', 'agent_id', ...type, 'service_id', 'solution'],
    });
  });

  it('has no way out of closed, and none into an escalated state, which time alone enters', () => {
    const lifecycle = lifecycleOf(configOf(flavour));
    const all = new Set([...Object.keys(known), 'request_type']);
    expect(route(lifecycle, ticketClass, 'closed', 'assigned', all).kind).toBe('unreachable');
    expect(route(lifecycle, ticketClass, 'new', 'escalated_tto', all).kind).toBe('unreachable');
    expect(route(lifecycle, ticketClass, 'escalated_tto', 'resolved', all).kind).toBe('path');
  });
});

describe('what was recorded of a real iTop', () => {
  interface Recorded {
    readonly name: string;
    readonly request: {
      readonly operation?: { readonly operation?: string; readonly stimulus?: string; readonly class?: string } | null;
    };
    readonly response: {
      readonly body: {
        readonly code?: number;
        readonly objects?: Readonly<Record<string, { fields: { status?: string } }>> | null;
      };
    };
  }
  const recorded = readFileSync('connectors/itop/fixtures/recordings.jsonl', 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Recorded)
    .flatMap(({ request: { operation }, response: { body } }) => {
      const [object] = Object.values(body.objects ?? {});
      const to = object?.fields.status;
      const { stimulus, class: ticketClass } = operation ?? {};
      return body.code === 0 && stimulus !== undefined && to !== undefined ? [{ stimulus, ticketClass, to }] : [];
    });

  it('leads where the declared stimuli lead', () => {
    expect(recorded.length).toBeGreaterThan(20);
    const internal = new Set(['ev_timeout', 'ev_autoresolve']);
    const wrong = recorded.filter(({ stimulus, ticketClass = '', to }) => {
      const moves = lifecycleOf(configOf('itil')).classes[ticketClass] ?? [];
      return !internal.has(stimulus) && !moves.some((move) => move.by === stimulus && move.to === to);
    });
    expect(wrong).toEqual([]);
    const fired = new Set(recorded.map(({ stimulus }) => stimulus));
    const declared = new Set(lifecycleOf(configOf('itil')).classes['UserRequest']!.map(({ by }) => by));
    expect([...declared].filter((by) => !fired.has(by ?? ''))).toEqual([]);
  });
});
