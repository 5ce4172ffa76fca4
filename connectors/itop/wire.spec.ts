import { describe, expect, it } from '@jest/globals';
import type { Fault } from '@passerelle/connector';
import { openStage, apply, attach, create, pull, append, key, type Stage } from './testing/stage.js';

const page = (status: number, body: string, type = 'text/html; charset=UTF-8') => ({
  status,
  headers: { 'content-type': type },
  body,
});
const json = (status: number, value: unknown) => page(status, JSON.stringify(value), 'application/json');

async function faultOf(stage: Stage, connector = stage.connector): Promise<Fault> {
  return pull(connector).then(
    () => {
      throw new Error('expected a fault');
    },
    (error: unknown) => error as Fault,
  );
}

const fatal = '<p>iTop: An error occurred, check server error log for more information.</p>\n';

describe('HTTP says 200 whatever happened', () => {
  it.each([
    [
      'a wrong password',
      json(200, { code: 1, message: 'Error: Invalid login' }),
      'unauthorized',
      'allowed_login_types',
    ],
    [
      'an account without the profile for REST',
      json(200, { code: 1, message: 'Error: This user is not authorized to use the web services. (…)' }),
      'unauthorized',
      'REST Services User',
    ],
    [
      'a portal account',
      json(200, { code: 1, message: 'Error: Portal user is not allowed' }),
      'unauthorized',
      'portal',
    ],
    [
      'a right that is missing',
      json(200, {
        code: 1,
        message: 'The current user does not have enough permissions for reading data of class X',
        objects: null,
      }),
      'unauthorized',
      'Support Agent',
    ],
    [
      'an upgrade, in another envelope',
      json(503, { data: [{ code: 100, message: 'This application is currently under maintenance.' }], scripts: [] }),
      'unavailable',
      'setup',
    ],
    ['PHP that gave up', page(500, fatal), 'unavailable', 'error.log'],
    [
      'PHP that gave up and says so with 200',
      page(200, `<b>Fatal error</b>: x\n${fatal}`),
      'unavailable',
      'display_errors',
    ],
    ['a page of somebody else', page(200, '<html><body>Bienvenue</body></html>'), 'malformed', 'url'],
    ['another root', page(404, '<html>Not Found</html>'), 'unsupported', 'root'],
    [
      'a class that is not installed',
      json(200, { code: 100, message: "Error: class: 'Incident' is not a valid class'" }),
      'unsupported',
      'flavour',
    ],
    [
      'a busy database',
      json(200, {
        code: 100,
        message: 'Error: Failed to issue SQL query: query = SELECT secret, mysql_errno = 1213, mysql_error = Deadlock',
      }),
      'unavailable',
      'busy',
    ],
  ] as const)('%s', async (_what, answer, kind, words) => {
    const stage = openStage();
    stage.answers.push(...Array.from({ length: 12 }, () => answer));
    const fault = await faultOf(stage);
    expect([fault.kind, fault.landed]).toEqual([kind, 'no']);
    expect(fault.message).toContain(words);
    expect(fault.message).not.toContain('secret');
  });

  it.each([
    ['a page with 500', page(500, fatal), 'unknown'],
    ['half an answer', page(200, '{"code":0,"mess', 'application/json'), 'unknown'],
    [
      'maintenance, which comes before anything is done',
      json(503, { data: [{ code: 100, message: 'maintenance' }] }),
      'failed',
    ],
    [
      'read-only mode, which looks like a missing right',
      json(200, {
        code: 1,
        message: 'The current user does not have enough permissions for creating data of class UserRequest',
        objects: null,
      }),
      'failed',
    ],
    [
      'a value that is refused',
      json(200, {
        code: 100,
        message: "Error: Unexpected value for attribute 'Origine' (origin) : Value not allowed [x]",
      }),
      'refused',
    ],
    ['nothing made, by a rule of the site', json(200, { code: 0, message: null, objects: null }), 'refused'],
  ] as const)('and of a write: %s', async (_what, answer, outcome) => {
    const stage = openStage();
    stage.answers.push(
      (real) => real(),
      (real) => real(),
      () => answer,
    );
    // Two questions whether it is there, one for its organisation, then the creation.
    stage.answers.splice(2, 0, (real) => real());
    const [receipt] = await apply(stage.connector, create('Peut-être'));
    expect(receipt?.outcome).toBe(outcome);
  });

  it('reads past the warnings that PHP writes before the JSON, and says so once', async () => {
    const stage = openStage();
    const noise = '<br />\n<b>Warning</b>:  Undefined property in <b>/var/www</b><br />\n';
    const noisy = (real: () => { status: number; headers: object; body: string | Buffer }) => {
      const answer = real();
      return { status: 200, headers: {}, body: noise + String(answer.body) };
    };
    stage.answers.push(noisy, noisy);
    expect((await pull(stage.connector)).tickets).toEqual([]);
    expect(stage.warnings.filter((each) => each.includes('display_errors'))).toHaveLength(1);
  });

  it('never takes a short answer for an end', async () => {
    const stage = openStage();
    const short = json(200, { code: 0, message: 'Found: 3', objects: null });
    stage.answers.push(short);
    expect((await faultOf(stage)).message).toContain('expected 1 objects, came 0');
  });
});

describe('credentials', () => {
  const tokens = [
    { token: 'jeton-d-application', login: 'passerelle', kind: 'application' },
    { token: 'jeton-de-synchro', login: 'passerelle', kind: 'application', scope: 'Synchro' },
  ] as const;
  it.each([
    ['Basic', { kind: 'basic', user: 'passerelle', password: 'passerelle' }],
    ['form fields', { kind: 'form', user: 'passerelle', password: 'passerelle' }],
    ['a token', { kind: 'token', token: 'jeton-d-application' }],
  ])('are taken as %s', async (_way, auth) => {
    const stage = openStage({ tokens });
    const { ok, findings } = await stage.connect({ auth }).check();
    expect([ok, findings.filter(({ blocking }) => blocking)]).toEqual([true, []]);
  });

  it.each([
    ['a wrong password', { kind: 'basic', user: 'passerelle', password: 'faux' }, 'Invalid login'],
    ['an unknown token', { kind: 'token', token: 'inconnu' }, 'Invalid login'],
    ['a token of another scope', { kind: 'token', token: 'jeton-de-synchro' }, 'Invalid login'],
    ['an account of the portal', { kind: 'basic', user: 'portail', password: 'portail' }, 'portal'],
    ['an account without REST', { kind: 'basic', user: 'sans-rest', password: 'sans-rest' }, 'REST Services User'],
  ])('are a finding when they are %s', async (_what, auth, words) => {
    const stage = openStage({ tokens });
    const { ok, findings } = await stage.connect({ auth }).check();
    expect(ok).toBe(false);
    expect(findings[0]).toMatchObject({ name: 'credentials', blocking: true });
    expect(`${findings[0]?.detail.en} ${findings[0]?.advice?.en}`).toContain(words);
  });
});

describe('a body', () => {
  it('that PHP would drop is refused before it is sent, and not taken for a wrong password', async () => {
    const stage = openStage({ config: { maxBody: 70_000 } });
    const ticket = stage.sim.as('buffet').open('UserRequest', { title: 'x', description: 'x', org_id: 1 });
    const [receipt] = await apply(
      stage.connector,
      attach(`UserRequest::${ticket.id}`, 'gros.bin', Buffer.alloc(60_000)),
    );
    expect(receipt).toMatchObject({ outcome: 'refused', fault: { kind: 'rejected' } });
    expect(receipt?.outcome === 'refused' && receipt.fault.message).toContain('post_max_size');
    expect(stage.sent).toEqual([]);
  });

  it('that PHP has dropped nevertheless is told as such', async () => {
    const stage = openStage({ quirks: { postMax: 100_000 }, config: { maxBody: 10_000_000 } });
    const ticket = stage.sim.as('buffet').open('UserRequest', { title: 'x', description: 'x', org_id: 1 });
    const [receipt] = await apply(
      stage.connector,
      attach(`UserRequest::${ticket.id}`, 'gros.bin', Buffer.alloc(200_000)),
    );
    expect(receipt?.outcome === 'refused' && receipt.fault.message).toContain('post_max_size');
  });

  it('that is large goes as multipart, whose lines cost nothing', async () => {
    const stage = openStage();
    const ticket = stage.sim.as('buffet').open('UserRequest', { title: 'x', description: 'x', org_id: 1 });
    const content = Buffer.from('+/='.repeat(60_000));
    const [receipt] = await apply(stage.connector, attach(`UserRequest::${ticket.id}`, 'é+/=.bin', content));
    expect(receipt?.outcome).toBe('done');
    const [file] = (await pull(stage.connector)).tickets[0]!.attachments;
    expect(file).toMatchObject({ name: 'é+/=.bin', size: content.length });
  });
});

describe('check', () => {
  it('tells the other flavour by the class that it lacks', async () => {
    const stage = openStage({ quirks: { flavour: 'simple' }, config: { flavour: 'itil' } });
    const { ok, findings } = await stage.connector.check();
    expect(ok).toBe(false);
    expect(findings.find(({ name }) => name === 'flavour')).toMatchObject({
      ok: false,
      blocking: true,
      advice: { fr: 'mettez flavour: simple', en: 'set flavour: simple' },
    });
  });

  it('blocks an account that cannot read all that a ticket is made of', async () => {
    const stage = openStage();
    const { database } = stage.sim.instance;
    for (const each of database.all('URP_UserProfile'))
      if (database.text(each, 'profile') === 'Support Agent') database.remove(each);
    const { ok, findings } = await stage.connector.check();
    expect([ok, findings.some(({ blocking }) => blocking)]).toEqual([false, true]);
  });

  it('holds configured attributes against those that iTop lists in an error', async () => {
    const site = { UserRequest: { fields: { post_it: { kind: 'text', label: 'Post-it' } } } };
    const stage = openStage({ config: { site } });
    const found = (await stage.connector.check()).findings.find(({ name }) => name === 'attributes of UserRequest');
    expect(found).toMatchObject({ ok: false, blocking: true });
    expect(found?.detail.fr).toContain('post_it');
    const plain = (await openStage().connector.check()).findings.find(
      ({ name }) => name === 'attributes of UserRequest',
    );
    expect(plain?.ok).toBe(true);
  });

  it('finds states that no lifecycle of ours knows', async () => {
    const stage = openStage();
    stage.sim.as('buffet').open('UserRequest', { title: 'x', description: 'x', org_id: 1 }).values['status'] =
      'dispatched';
    const found = (await stage.connector.check()).findings.find(({ name }) => name === 'states of UserRequest');
    expect(found).toMatchObject({ ok: false, blocking: false });
    expect(found?.detail.fr).toContain('dispatched');
  });

  it('finds a wrong time zone by tickets from the future', async () => {
    const stage = openStage();
    stage.sim.as('buffet').open('UserRequest', { title: 'x', description: 'x', org_id: 1 });
    const { ok, findings } = await stage.connect({}, 'America/Martinique').check();
    expect(ok).toBe(false);
    expect(findings.find(({ name }) => name === 'time zone')).toMatchObject({ blocking: true });
  });

  it('pins the instance, and nothing is written to another one', async () => {
    const stage = openStage();
    const { instance } = await stage.connector.check();
    expect(instance).toBe('itop.invalid#1:Académie de Toulouse');
    const right = stage.connect({ instance });
    const wrong = stage.connect({ instance: 'itop.invalid#1:Académie de Lyon' });
    expect((await apply(right, create('Ici')))[0]?.outcome).toBe('done');
    expect((await apply(wrong, create('Ailleurs')))[0]).toMatchObject({ outcome: 'refused' });
    expect(stage.sim.instance.database.all('UserRequest')).toHaveLength(1);
  });

  it('writes nothing', async () => {
    const stage = openStage();
    await stage.connector.check();
    expect(stage.sent.filter(({ operation }) => !['core/get', 'list_operations'].includes(operation))).toEqual([]);
  });
});

describe('errors in the language of the account', () => {
  it('are told apart by what is not translated', async () => {
    const stage = openStage({ config: { auth: { kind: 'basic', user: 'francais', password: 'francais' } } });
    const [made] = await apply(stage.connector, create('Origine', { origin: 'pigeon' }));
    expect(made).toMatchObject({ outcome: 'refused', fault: { kind: 'rejected' } });
    expect(made?.outcome === 'refused' && made.fault.message).toContain("Valeur de l'attribut incorrecte");
    const [gone] = await apply(stage.connector, append('UserRequest::999', 'À personne'));
    expect(gone).toMatchObject({ outcome: 'refused', fault: { kind: 'gone' } });
    const update = { key: key('g'), kind: 'update', id: 'UserRequest::999', fields: { title: 'x' } } as const;
    expect((await apply(stage.connector, update))[0]).toMatchObject({ outcome: 'refused', fault: { kind: 'gone' } });
  });
});
