import { afterEach, describe, expect, it } from '@jest/globals';
import { asIs, type Fault } from '@passerelle/connector';
import { draft, one, open, pull, read, type Stage } from './testing/stage.js';

const stages: Stage[] = [];
afterEach(async () => {
  for (const each of stages.splice(0)) await each.close();
});

async function stage(...given: Parameters<typeof open>): Promise<Stage> {
  const mine = await open(...given);
  stages.push(mine);
  return mine;
}

const thrown = (work: Promise<unknown>): Promise<Fault> =>
  work.then(
    () => Promise.reject(new Error('expected a fault')),
    (error: unknown) => error as Fault,
  );

describe('what goes wrong is said in French as in English', () => {
  it('when the tool refuses the log-in, in whose words it did; and when nothing more is tried after it', async () => {
    const mine = await stage('staff');
    const wrong = mine.connect({ staff: { user: 'svc.passerelle', password: 'faux' } });
    const refused = await thrown(pull(wrong));
    expect(refused.told.fr).toMatch(
      /^intranet : l’ouverture de session de technicien est refusée : «[^»]+» ; corrigez staff\.user et staff\.password$/,
    );
    expect(refused.message).toMatch(
      /^intranet: the staff log-in is refused: «[^»]+»; correct staff\.user and staff\.password$/,
    );
    await thrown(pull(wrong));
    const stopped = await thrown(pull(wrong));
    const again = 'une ouverture de session de technicien';
    expect(stopped.told.fr).toContain(
      `intranet : 2 tentatives ont échoué (${again} ; ${again}) et plus rien n’est tenté`,
    );
    expect(stopped.message).toContain(
      'intranet: 2 attempts failed (a staff log-in; a staff log-in) and nothing more is tried',
    );
  });

  it('when a form is refused before it is sent', async () => {
    const mine = await stage('staff');
    const receipt = await one(mine.connect(), draft({ category: 'DSI Télétravail' }));
    const { message, told } = (receipt as { fault: Fault }).fault;
    expect(told.fr).toMatch(/^intranet : attendu une catégorie du formulaire \(.+\), reçu "DSI Télétravail"$/);
    expect(message).toMatch(/^intranet: expected a category of the form \(.+\), came "DSI Télétravail"$/);
  });

  it('when a form was sent and its page did not come, the quoted fault included', async () => {
    const mine = await stage('staff');
    const handle = mine.form.handle.bind(mine.form);
    Object.assign(mine.form, {
      handle: (request: Parameters<typeof handle>[0]) =>
        request.url.startsWith('/submit_ticket.php') ? { status: 503, headers: {}, body: '' } : handle(request),
    });
    const receipt = await one(mine.connect(), draft());
    const { message, told } = (receipt as { fault: Fault }).fault;
    expect(receipt.outcome).toBe('unknown');
    expect(told.fr).toBe(
      'intranet : le formulaire a été envoyé, et la page qui donne une référence n’est pas venue : /submit_ticket.php a répondu 503 ; l’outil ou sa base de données est en panne',
    );
    expect(message).toBe(
      'intranet: the form was sent, and the page that tells a reference did not come: /submit_ticket.php answered 503; the tool or its database is down',
    );
  });

  it('when a ticket cannot be understood, by our words and by those of the library that looked', async () => {
    const mine = await stage('staff');
    const { trackid } = mine.ticket();
    const renamed = mine.connect({ labels: { updated: 'Autrement' } });
    const { told, message } = await thrown(read(renamed, trackid));
    expect(told.fr).toBe(`intranet : ${trackid} : attendu updated : un instant avec son décalage horaire, reçu ""`);
    expect(message).toBe(`intranet: ${trackid}: expected updated: an instant with its offset, came ""`);
    const tables = await stage('database');
    tables.ticket().category = 99;
    const [piece] = (await pull(tables.connect())).pages.flatMap(({ broken }) => broken);
    expect([piece?.expected, piece?.came]).toEqual([
      {
        fr: 'category : Trop petit : chaîne de caractères doit avoir >=1 caractères',
        en: 'category: Too small: expected string to have >=1 characters',
      },
      asIs('""'),
    ]);
  });
});
