import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { Secret } from '@passerelle/connector';
import { OperatorError } from '../operator-error.js';
import { definitions } from '../testing/definitions.js';
import { readConfiguration } from './read.js';
import type { Environment } from './references.js';
import type { Configuration } from './settings.js';

const environment: Environment = { DESK_USER: 'passerelle', DESK_PASSWORD: 'c4n4ry: "é", #{}\n- x', EMPTY: '' };

function read(text: string, env: Environment = environment): Configuration {
  return readConfiguration({ path: 'passerelle.yaml', text, folder: '/srv/passerelle' }, definitions, env);
}

function refusal(text: string, env: Environment = environment): OperatorError {
  try {
    read(text, env);
  } catch (error) {
    if (error instanceof OperatorError) return error;
    throw error;
  }
  throw new Error('expected the configuration to be refused');
}

const whole = `
connections:
  cassius: { connector: paper, folder: ./exports }
  helpdesk:
    connector: desk
    url: https://exemple.service-now.com
    auth: { kind: basic, user: \${DESK_USER}, password: \${DESK_PASSWORD} }
    timezone: America/Martinique
    mapping: sites/helpdesk
    every: 5m
    pace: { concurrency: 2 }
routes:
  - name: cassius-vers-helpdesk
    from: cassius
    to: helpdesk
    only: { status: [new, pending], createdFrom: 2025-11-18 }
    as: { request: incident }
    brake: { mails: 12 }
`;

describe('a configuration', () => {
  it('says where webhooks are listened for, only here unless it says otherwise, and hides their secrets', () => {
    expect(read(whole).host).toEqual({
      full: 3_600_000,
      scan: 86_400_000,
      listen: { address: '127.0.0.1', port: 8080 },
      serve: true,
      local: true,
      oidc: null,
      hooks: {},
    });
    const { host } = read(`${whole}host:
  listen: '[::1]:9000'
  scan: 12h
  hooks: { helpdesk: { style: glpi, secrets: [\${DESK_PASSWORD}, autre] } }
`);
    expect(host).toMatchObject({ scan: 43_200_000, listen: { address: '::1', port: 9000 } });
    expect(host.hooks['helpdesk']?.secrets.map((one) => one.reveal())).toEqual([environment['DESK_PASSWORD'], 'autre']);
    expect(inspect(host, { depth: 9 })).not.toContain('autre');
  });

  it('is read with the environment put in, and what is left out has its default', () => {
    const { database, data, log, connections, routes, folder } = read(whole);
    expect({ database, data, log, folder }).toEqual({
      database: 'embedded',
      data: '/srv/passerelle/.passerelle',
      log: 'info',
      folder: '/srv/passerelle',
    });
    expect(connections.get('cassius')).toEqual({
      name: 'cassius',
      connector: 'paper',
      zone: 'Europe/Paris',
      mapping: null,
      every: null,
      cron: null,
      quiet: [],
      instance: null,
      owner: null,
      expires: null,
      rules: [],
      config: { folder: './exports', pageSize: 500 },
    });
    const helpdesk = connections.get('helpdesk');
    expect(helpdesk).toMatchObject({ zone: 'America/Martinique', mapping: 'sites/helpdesk', every: 300_000 });
    const config = helpdesk?.config as { readonly auth: { readonly user: string; readonly password: Secret } };
    expect(config.auth.user).toBe('passerelle');
    expect(config.auth.password.reveal()).toBe(environment['DESK_PASSWORD']);
    expect(routes).toEqual([
      {
        name: 'cassius-vers-helpdesk',
        from: 'cassius',
        to: 'helpdesk',
        mode: 'migrate',
        // Midnight in Fort-de-France, where the target is.
        only: { status: ['new', 'pending'], createdFrom: '2025-11-18T04:00:00.000Z' },
        as: { request: 'incident' },
        adopt: true,
        notify: 'count',
        language: 'fr',
        zone: 'America/Martinique',
        brake: { mails: 12, removals: 0 },
        choices: {
          unknownPeople: 'text',
          ambiguousPeople: 'text',
          nameAlone: 'show',
          inactivePeople: 'text',
          missingGroup: null,
          internalFiles: 'refuse',
        },
      },
    ]);
  });

  it('takes the address of a database as a secret', () => {
    const { database } = read('database: ${DATABASE_URL}\nconnections: {}\n', {
      DATABASE_URL: 'postgres://app:c4n4ry@db/passerelle',
    });
    expect(database).toBeInstanceOf(Secret);
    expect((database as Secret).reveal()).toBe('postgres://app:c4n4ry@db/passerelle');
  });

  it('takes a default after :- and the text itself after $$', () => {
    const folder = (text: string): unknown =>
      read(`connections: { a: { connector: paper, folder: ${text} } }`).connections.get('a')?.config;
    expect(folder('${NOWHERE:-./exports}')).toMatchObject({ folder: './exports' });
    expect(folder('${EMPTY:-./exports}')).toMatchObject({ folder: './exports' });
    expect(folder('"$${DESK_USER}/x"')).toMatchObject({ folder: '${DESK_USER}/x' });
    expect(folder('"/mnt/${DESK_USER}/${DESK_USER}"')).toMatchObject({ folder: '/mnt/passerelle/passerelle' });
  });

  it('takes an instant as it stands, whatever the zone of the route', () => {
    const text = whole.replace('createdFrom: 2025-11-18', 'createdFrom: "2025-11-18T11:54:35+01:00"');
    expect(read(text).routes[0]?.only.createdFrom).toBe('2025-11-18T10:54:35.000Z');
  });
});

const mirrored = `
connections:
  lycee: { connector: paper, folder: ./a, every: 30s, rules: [commun, lycee] }
  helpdesk: { connector: paper, folder: ./b, timezone: America/Martinique }
routes:
  - name: lycee-et-helpdesk
    between: [lycee, helpdesk]
    only: { status: [new], createdFrom: 2025-11-18 }
    owns: { status: lycee, category: helpdesk }
    fields: { priority: { from: [lycee], to: [helpdesk] } }
    until: { status: [closed] }
    mails: lycee
    closes: helpdesk
    rules: [academie, ./regles/ici.yaml]
`;

describe('a mirror in a configuration', () => {
  it('is read with its owners, directions, voices and rules', () => {
    const { connections, routes } = read(mirrored);
    expect(connections.get('lycee')?.rules).toEqual(['commun', 'lycee']);
    expect(connections.get('helpdesk')?.rules).toEqual([]);
    expect(routes).toMatchObject([
      {
        name: 'lycee-et-helpdesk',
        mode: 'mirror',
        between: ['lycee', 'helpdesk'],
        // Two tools that number by themselves: nothing is adopted by number unless somebody says so.
        adopt: false,
        // Midnight where the first of them is.
        only: { status: ['new'], createdFrom: '2025-11-17T23:00:00.000Z' },
        owns: { status: 'lycee', category: 'helpdesk' },
        fields: { priority: { from: ['lycee'], to: ['helpdesk'] } },
        until: { status: ['closed'] },
        mails: 'lycee',
        closes: 'helpdesk',
        rules: ['academie', './regles/ici.yaml'],
      },
    ]);
  });

  it('says nothing of what it leaves out', () => {
    const short = `${mirrored.slice(0, mirrored.indexOf('    only:'))}`;
    expect(read(short).routes).toMatchObject([
      { mode: 'mirror', only: {}, owns: {}, fields: {}, until: null, mails: null, closes: null, rules: [] },
    ]);
  });

  it('names whoever is not in it', () => {
    const text = mirrored
      .replace('between: [lycee, helpdesk]', 'between: [lycee, helpdesc, lycee]')
      .replace('status: lycee,', 'status: lyce,')
      .replace('category: helpdesk', 'categori: lycee')
      .replace('mails: lycee', 'mails: nobody');
    expect(refusal(text).details).toEqual([
      'passerelle.yaml:9:27: expected a known key, «categori» came; did you mean «category»?',
    ]);
    expect(refusal(text.replace('categori: lycee', 'category: lycee')).details).toEqual([
      'passerelle.yaml:7:22: expected a connection of this file, «helpdesc» came; did you mean «helpdesk»?',
      'passerelle.yaml:7:32: expected each connection once, «lycee» again came; take one of the two away',
      'passerelle.yaml:9:21: expected a connection of this route, «lyce» came; did you mean «lycee»?',
      'passerelle.yaml:10:47: expected a connection of this route, «helpdesk» came; did you mean «helpdesc»?',
      'passerelle.yaml:12:12: expected a connection of this route, «nobody» came; known here: lycee, helpdesc, lycee',
      'passerelle.yaml:13:13: expected a connection of this route, «helpdesk» came; did you mean «helpdesc»?',
    ]);
  });

  it('says of a connection what the other routes through it say', () => {
    const second = `${mirrored}  - name: lycee-et-academie
    between: [lycee, academie]
    choices: { missingGroup: HELPDESK }
`.replace('routes:', '  academie: { connector: paper, folder: ./c }\nroutes:');
    expect(refusal(second).details).toEqual([
      'passerelle.yaml:18:30: expected «null», as in «lycee-et-helpdesk», since both mirror lycee, «HELPDESK» came; say the same «missingGroup» in both routes',
    ]);
    const apart = second.replace('between: [lycee, academie]', 'between: [cour, academie]');
    expect(read(apart.replace('routes:', '  cour: { connector: paper, folder: ./d }\nroutes:')).routes).toHaveLength(2);
  });

  it('is no place for rules that run one way', () => {
    const text = whole.replace('brake: { mails: 12 }', 'rules: [commun]');
    expect(refusal(text).details).toEqual([
      expect.stringMatching(/^passerelle\.yaml:18:5: expected a known key, «rules» came/),
    ]);
  });

  it('leaves the name under which rules speak to them', () => {
    const text = 'connections: { passerelle: { connector: paper, folder: . } }';
    expect(refusal(text).details).toEqual([
      'passerelle.yaml:1:16: expected another name than passerelle, under which rules speak, «passerelle» came; rename it',
    ]);
  });
});

describe('faults of a configuration', () => {
  it('come all at once, each with its line and column', () => {
    const { message, code, exitCode, details } = refusal(`databse: embedded
data: ""
log: verbose
connections:
  Été: { connector: paper, folder: x }
  cassius:
    connector: papier
    folder: ./exports
  helpdesk:
    connector: desk
    url: exemple
    auth: { kind: basic, usr: a, password: \${DESK_PASSWORT} }
    timezone: Europe/Pari
    evry: 5m
    pace: { concurrency: 0 }
    every: 1s
routes:
  - name: a
    from: casius
    to: helpdesk
    mode: migration
    only: { status: [nouveau], createdFrom: hier }
    brake: { mail: 3 }
  - name: a
    from: helpdesk
    to: helpdesk
    choices: { unknownPeople: drop }
  - from: cassius
`);
    expect(code).toBe('configuration');
    expect(exitCode).toBe(2);
    expect(details).toEqual([
      'passerelle.yaml:1:1: expected a known key, «databse» came; did you mean «database»?',
      'passerelle.yaml:2:7: expected some text, «» came; correct the value',
      'passerelle.yaml:3:6: expected one of error, warn, info, debug, «verbose» came; known here: error, warn, info, debug',
      'passerelle.yaml:5:3: expected a name of lower-case letters, digits and dashes, such as glpi-lycee, «Été» came; rename it',
      'passerelle.yaml:7:16: expected one of paper, desk, «papier» came; did you mean «paper»?',
      'passerelle.yaml:11:10: expected an address such as https://example.service-now.com, other text came; correct the value',
      'passerelle.yaml:12:5: expected «user», nothing came; add «user: …» (text)',
      'passerelle.yaml:12:26: expected a known key, «usr» came; did you mean «user»?',
      'passerelle.yaml:12:44: expected the environment variable DESK_PASSWORT, nothing came; set DESK_PASSWORT before starting, or write ${DESK_PASSWORT:-…} with a default',
      'passerelle.yaml:13:15: expected an IANA zone such as Europe/Paris, «Europe/Pari» came; correct the value',
      'passerelle.yaml:14:5: expected a known key, «evry» came; did you mean «every»?',
      'passerelle.yaml:15:26: expected number to be >=1, a bare number came; correct the value',
      'passerelle.yaml:16:12: expected a duration from 5s to 1d, or five fields of cron such as */10 7-19 * * 1-5, «1s» came; correct the value',
      'passerelle.yaml:19:11: expected a connection of this file, «casius» came; did you mean «cassius»?',
      'passerelle.yaml:21:11: expected one of migrate, «migration» came; did you mean «migrate»?',
      'passerelle.yaml:22:22: expected one of new, queued, assigned, planned, in_progress, pending, resolved, closed, cancelled, «nouveau» came; known here: new, queued, assigned, planned, in_progress, pending, resolved, closed, cancelled',
      'passerelle.yaml:22:45: expected a day such as 2025-01-31, or an instant with its zone, «hier» came; correct the value',
      'passerelle.yaml:23:14: expected a known key, «mail» came; did you mean «mails»?',
      'passerelle.yaml:26:9: expected another connection than that of «from», «helpdesk» came; name the target',
      'passerelle.yaml:27:31: expected one of text, refuse, «drop» came; known here: text, refuse',
      'passerelle.yaml:28:5: expected «name», nothing came; add «name: …» (text)',
      'passerelle.yaml:28:5: expected «to», nothing came; add «to: …» (text)',
    ]);
    expect(message).toBe(`passerelle.yaml: ${details.length} faults in the configuration`);
  });

  it('name hooks of nobody, in no known style, or with more secrets than two', () => {
    expect(
      refusal(`${whole}host:
  listen: partout
  full: 1s
  hooks:
    helpdesc: { secrets: [a] }
    cassius: { secrets: [a, b, c], style: gitlab }
`).details.map((line) => line.replace(/^passerelle\.yaml:\d+:\d+: /, '')),
    ).toEqual([
      'expected an address and a port such as 127.0.0.1:8080, «partout» came; correct the value',
      'expected a duration from 5s to 1d, «1s» came; correct the value',
      'expected array to have <=2 items, a list came; correct the value',
      'expected one of standard, glpi, «gitlab» came; known here: standard, glpi',
    ]);
    expect(refusal(`${whole}host: { hooks: { helpdesc: { secrets: [a] } } }`).details).toEqual([
      expect.stringContaining('expected a connection of this file, «helpdesc» came; did you mean «helpdesk»?'),
    ]);
  });

  it('never show where alerts go, nor what was meant to be it', () => {
    const { alerts } = read(
      `${whole}alerts: { webhooks: ["https://chat.example/\${DESK_USER}/jeton"], digest: '07:30' }`,
    );
    expect(alerts).toMatchObject({ digest: '07:30', timezone: 'Europe/Paris', language: 'fr', silent: 5 });
    expect(inspect(alerts, { depth: 9 })).not.toContain('jeton');
    const { details } = refusal(
      `${whole}alerts: { webhooks: ["\${DESK_PASSWORD}"], digest: 7h30, timezone: Paris, remind: 1w }`,
    );
    expect(details).toHaveLength(4);
    expect(details.join()).not.toContain('c4n4ry');
  });

  it('name two routes of the same name', () => {
    const route = '  - { name: a, from: cassius, to: helpdesk }\n';
    const text = `${whole.slice(0, whole.indexOf('routes:'))}routes:\n${route}${route}`;
    expect(refusal(text).details).toEqual([
      'passerelle.yaml:14:13: expected a name that no other route has, «a» came; rename one of the two',
    ]);
  });

  it.each([
    ['connections: [', /^passerelle\.yaml:1:\d+: expected valid YAML, /],
    ['connections: {}\nconnections: {}\n', /^passerelle\.yaml:2:1: expected valid YAML, .*; keep one of the two$/],
    ['connections:\n\tcassius: {}\n', /^passerelle\.yaml:2:1: expected valid YAML, .*; indent with blanks$/],
    ['', /^passerelle\.yaml:1:1: expected «connections», nothing came; add «connections: …» \(a map of keys\)$/],
    ['- a\n- b\n', /^passerelle\.yaml:1:1: expected a map of keys, a list came; correct the value$/],
    ['connections: { a: paper }', /^passerelle\.yaml:1:19: expected a map of keys, «paper» came; correct the value$/],
    [
      'connections: { a: {} }',
      /^passerelle\.yaml:1:16: expected «connector», nothing came; add «connector: …» \(text\)$/,
    ],
    ['database: mysql://x\nconnections: {}', /^passerelle\.yaml:1:11: expected .*embedded.*postgres/],
    ['connections: {}\n# \uE000', /^passerelle\.yaml:1:1: expected a configuration written by hand, /],
  ])('are told of a file such as %j', (text, says) => {
    const { details } = refusal(text);
    expect(details).toHaveLength(1);
    expect(details[0]).toMatch(says);
  });

  it('are told once of a file that is far too large', () => {
    expect(refusal(`# ${'x'.repeat(1_000_001)}`).details).toHaveLength(1);
  });

  it('know the alternatives of a connector', () => {
    const desk = (rest: string): readonly string[] =>
      refusal(`connections: { d: { connector: desk, url: "https://a.b", ${rest} } }`).details;
    expect(desk('auth: { kind: basik }')).toEqual([
      'passerelle.yaml:1:72: expected one of basic, key, other text came; did you mean «basic»?',
    ]);
    expect(desk('auth: {}')).toEqual([
      'passerelle.yaml:1:58: expected «kind», nothing came; add «kind: …» (one of basic, key)',
    ]);
    expect(desk('auth: { kind: key, key: k }, batch: 3')).toEqual([
      'passerelle.yaml:1:94: expected false or a map of keys, a bare number came; correct the value',
    ]);
    expect(desk('auth: { kind: key, key: 12345 }')).toEqual([
      'passerelle.yaml:1:82: expected text, a bare number came; write it in quotes',
    ]);
  });

  it('never show what may be secret', () => {
    const canaries = { SECRET_A: 'canary-a-42', SECRET_B: 'canary-b-42', SECRET_C: 'postgres//canary-c-42' };
    const error = refusal(
      `database: \${SECRET_C}
log: \${SECRET_A}
connections:
  d:
    connector: desk
    url: https://user:canary-d-42@
    auth: { kind: canary-e-42, password: canary-f-42, key: [canary-g-42] }
    languages: [\${SECRET_B}, canary-h-42]
    pace: { concurrency: canary-i-42 }
    batch: canary-j-42
    timezone: \${SECRET_B}
`,
      canaries,
    );
    expect(error.details.length).toBeGreaterThanOrEqual(7);
    expect(`${inspect(error, { depth: 10 })}${JSON.stringify(error)}${error.details.join()}`).not.toContain('canary');
  });

  it('would show it if the value were printed', () => {
    // The control: outside connectors, a literal value is shown, since it helps.
    expect(refusal('log: canary-k-42\nconnections: {}').details.join()).toContain('canary');
  });
});

describe('a configuration that is read', () => {
  it('prints none of its secrets', () => {
    const configuration = read(whole.replace('connections:', 'database: ${DB}\nconnections:'), {
      ...environment,
      DB: 'postgres://app:c4n4ry@db/passerelle',
    });
    const shown = [
      inspect(configuration, { depth: 20 }),
      JSON.stringify([...configuration.connections.values()]),
      String(configuration.database),
    ];
    expect(shown.join()).not.toContain('c4n4ry');
    expect(shown.join()).toContain('***');
  });
});
