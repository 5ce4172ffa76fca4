import { describe, expect, it } from '@jest/globals';
import type { Fault, Receipt } from '@passerelle/connector';
import { append, apply, create, key, openStage, pullAll } from './testing/stage.js';

const faultOf = (receipt: Receipt | undefined): Fault | null => (receipt && 'fault' in receipt ? receipt.fault : null);

async function made(stage: ReturnType<typeof openStage>, title: string): Promise<string> {
  const [receipt] = await apply(stage.connector, create(title));
  return receipt?.outcome === 'done' ? receipt.id : '';
}

describe('what goes wrong with GLPI', () => {
  it('is said in French, too, with what to do, where a login is refused', async () => {
    const { connector } = openStage({ config: { auth: { userToken: 'faux' } } });
    const fault: unknown = await pullAll(connector).catch((error: unknown) => error);
    expect(fault).toMatchObject({
      message: expect.stringMatching(
        /^glpi: GET initSession was refused: ERROR_GLPI_LOGIN_USER_TOKEN .*; give the API token of the account/,
      ) as unknown,
      told: {
        fr: expect.stringMatching(
          /^glpi : GET initSession a été refusé : ERROR_GLPI_LOGIN_USER_TOKEN .* ; donnez le jeton d’API du compte/,
        ) as unknown,
      },
    });
    const [finding] = (await connector.check()).findings;
    expect(finding?.detail).toEqual((fault as Fault).told);
  });

  it('is said in French, too, where a ticket is to have what GLPI does not know', async () => {
    const stage = openStage();
    const id = await made(stage, 'Écran noir');
    const fields = { itilcategories_id: 'Nulle part' };
    const [receipt] = await apply(stage.connector, { key: key('nulle part'), kind: 'update', id, fields });
    expect(faultOf(receipt)).toMatchObject({
      message:
        'glpi: expected one ITILCategory «Nulle part»: there is none; create it in GLPI, or map the word to another',
      told: {
        fr: 'glpi : attendu un seul ITILCategory «Nulle part» : il n’y en a pas ; créez-le dans GLPI, ou faites correspondre ce mot à un autre',
      },
    });
  });

  it('is said in one language throughout, where one fault quotes another', async () => {
    const stage = openStage();
    const id = await made(stage, 'Écran noir');
    const { sim } = stage;
    const handle = sim.handle.bind(sim);
    sim.handle = (request) =>
      request.method === 'POST' && request.url.endsWith('/ITILFollowup')
        ? { status: 500, headers: {}, body: 'Oups' }
        : handle(request);
    const [, after] = await apply(stage.connector, append(id, 'le premier'), append(id, 'le second', 'task'));
    expect(faultOf(after)?.told).toEqual({
      fr: 'glpi : non envoyé, car il n’est pas certain qu’une commande antérieure sur ce ticket ait abouti : POST ITILFollowup : attendu le JSON de GLPI, reçu autre chose qu’un JSON entier (500)',
      en: "glpi: not sent, for an earlier command about its ticket did not land for certain: POST ITILFollowup: expected GLPI's JSON, came something that is no whole JSON (500)",
    });
  });

  it('is said in French, too, where nobody can tell whether a ticket landed', async () => {
    const stage = openStage();
    const id = await made(stage, 'Écran noir');
    stage.sim.as('tech').change(Number(id), { content: 'Tout autre chose' });
    expect(await stage.connector.sink?.find(create('Écran noir'))).toMatchObject({
      verdict: 'undecided',
      why: {
        fr: expect.stringMatching(
          /^ce compte a écrit sous le même titre un ticket sans marque \(\d+\) ; si/,
        ) as unknown,
        en: expect.stringMatching(
          /^this account wrote ticket \d+ under the same title, and it bears no mark; if/,
        ) as unknown,
      },
    });
  });
});
