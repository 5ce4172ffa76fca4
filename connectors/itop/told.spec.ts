import { describe, expect, it } from '@jest/globals';
import type { Fault, Receipt } from '@passerelle/connector';
import { append, apply, key, openStage } from './testing/stage.js';

const refusedLogin = { status: 200, headers: {}, body: JSON.stringify({ code: 1, message: 'Error: Invalid login' }) };

function faultOf(receipt: Receipt | undefined): Fault | null {
  return receipt === undefined || receipt.outcome === 'done' ? null : receipt.fault;
}

describe('what goes wrong with iTop is said in French and in English', () => {
  it('a password that it refuses, and the check that finds it', async () => {
    const connector = openStage().connect({ auth: { kind: 'basic', user: 'passerelle', password: 'faux' } });
    const fault = await connector.sink?.find(append('UserRequest::1', 'Un')).catch((error: unknown) => error);
    expect(fault).toMatchObject({
      message:
        'itop: core/get UserRequest: expected code 0, came 1 «Error: Invalid login»; correct the credentials, or allow their kind in allowed_login_types',
      told: {
        fr: 'itop : core/get UserRequest : attendu le code 0, reçu 1 «Error: Invalid login» ; corrigez les identifiants, ou autorisez leur type dans allowed_login_types',
      },
    });
    const [finding] = (await connector.check()).findings;
    expect(finding?.detail).toMatchObject({
      fr: expect.stringMatching(/^itop : list_operations : attendu le code 0, .* ; corrigez les identifiants/),
      en: expect.stringMatching(/^itop: list_operations: expected code 0, .*; correct the credentials/),
    });
  });

  it('an entry that would be read by others than it is for, which is not sent', async () => {
    const stage = openStage();
    const { id } = stage.sim.as('buffet').open('UserRequest', { title: 'x', description: 'x', org_id: 1 });
    const [receipt] = await apply(
      stage.connector,
      append(`UserRequest::${id}`, 'Entre nous', 'public_log', { audience: 'internal' }),
    );
    expect(faultOf(receipt)).toMatchObject({
      message: 'itop: an entry that is internal was to be written to public_log, which is public',
      told: {
        fr: 'itop : une ligne interne allait être écrite dans public_log, dont chaque ligne est publique',
      },
    });
  });

  it('what waits for something else quotes it in the same language', async () => {
    const stage = openStage();
    const { id } = stage.sim.as('buffet').open('UserRequest', { title: 'x', description: 'x', org_id: 1 });
    const place = `UserRequest::${id}`;
    // The look at the ticket succeeds, the first entry does not.
    stage.answers.push(
      (real) => real(),
      () => refusedLogin,
    );
    const [, second] = await apply(stage.connector, append(place, 'Un'), append(place, 'Deux'));
    const fault = faultOf(second);
    expect(fault?.message).toMatch(/^itop: not sent: .* met a fault \(core\/update .*; correct the credentials/);
    expect(fault?.told.fr).toMatch(/^itop : non envoyé : .* a échoué \(core\/update .* ; corrigez les identifiants/);
  });

  it('what a look at the ticket cannot decide', async () => {
    const stage = openStage();
    const { id } = stage.sim.as('buffet').open('UserRequest', { title: 'x', description: 'x', org_id: 1 });
    const fired = { key: key('t'), kind: 'transition', id: `UserRequest::${id}`, to: 'ev_assign' } as const;
    expect(await stage.connector.sink?.find(fired)).toEqual({
      verdict: 'undecided',
      why: {
        fr: 'un état ne dit pas que ev_assign a été déclenché',
        en: 'a state does not tell that ev_assign was fired',
      },
    });
  });
});
