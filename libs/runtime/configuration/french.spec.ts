import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { connectors } from '@passerelle/connectors';
import ts from 'typescript';
import { OperatorError } from '../operator-error.js';
import { findRoot } from '../root.js';
import { definitions } from '../testing/definitions.js';
import { readConfiguration } from './read.js';

function frenchOf(text: string, known = definitions): readonly string[] {
  try {
    readConfiguration({ path: 'p.yaml', text, folder: '/srv' }, known, {});
  } catch (error) {
    if (error instanceof OperatorError) return error.in('fr').details;
    throw error;
  }
  throw new Error('expected the configuration to be refused');
}

const without = (lines: readonly string[]): readonly string[] => lines.map((line) => line.replace(/^.*?:\d+ : /, ''));

describe('faults of a configuration, in French', () => {
  it('say where, what was expected, what came and what to do', () => {
    expect(
      frenchOf(`databse: embedded
data: ""
log: verbose
connections:
  Été: { connector: paper, folder: x }
  cassius: { connector: papier }
  helpdesk:
    connector: desk
    url: exemple
    auth: { kind: basic, usr: a, password: \${SECRET} }
    timezone: Europe/Pari
    evry: 5m
    pace: { concurrency: 0, quiet: [22h] }
    every: 1s
    batch: 3
    languages: fr
routes:
  - name: a
    from: casius
    to: helpdesk
    mode: migration
    only: { createdFrom: hier, kind: [] }
  - name: a
    from: helpdesk
    to: helpdesk
  - between: [helpdesk]
host: { listen: partout, hooks: { helpdesc: { secrets: [a, b, c] } } }
alerts: { mail: { server: 12, from: moi, to: [x] }, silent: 1, remind: 1w }
`),
    ).toEqual([
      'p.yaml:1:1 : attendu une clé connue, reçu «databse» ; vouliez-vous dire «database» ?',
      'p.yaml:2:7 : attendu du texte, reçu «» ; corrigez la valeur',
      'p.yaml:3:6 : attendu une valeur parmi error, warn, info, debug, reçu «verbose» ; connus ici : error, warn, info, debug',
      'p.yaml:5:3 : attendu un nom fait de minuscules, de chiffres et de tirets, tel que glpi-lycee, reçu «Été» ; renommez-la',
      'p.yaml:6:25 : attendu une valeur parmi paper, desk, reçu «papier» ; vouliez-vous dire «paper» ?',
      'p.yaml:9:10 : attendu une adresse telle que https://exemple.service-now.com, reçu un autre texte ; corrigez la valeur',
      'p.yaml:10:5 : attendu «user», reçu rien ; ajoutez «user: …» (du texte)',
      'p.yaml:10:26 : attendu une clé connue, reçu «usr» ; vouliez-vous dire «user» ?',
      'p.yaml:10:44 : attendu la variable d’environnement SECRET, reçu rien ; définissez SECRET avant le démarrage, ou écrivez ${SECRET:-…} avec une valeur par défaut',
      'p.yaml:11:15 : attendu un fuseau IANA tel que Europe/Paris, reçu «Europe/Pari» ; corrigez la valeur',
      'p.yaml:12:5 : attendu une clé connue, reçu «evry» ; vouliez-vous dire «every» ?',
      'p.yaml:13:26 : attendu un nombre supérieur ou égal à 1, reçu un nombre sans guillemets ; corrigez la valeur',
      'p.yaml:13:37 : attendu des heures telles que 22:00-06:00, reçu «22h» ; corrigez la valeur',
      'p.yaml:14:12 : attendu une durée de 5s à 1d, ou cinq champs de cron tels que */10 7-19 * * 1-5, reçu «1s» ; corrigez la valeur',
      'p.yaml:15:12 : attendu false ou un ensemble de clés, reçu un nombre sans guillemets ; corrigez la valeur',
      'p.yaml:16:16 : attendu une liste, reçu un autre texte ; corrigez la valeur',
      'p.yaml:19:11 : attendu une connexion de ce fichier, reçu «casius» ; vouliez-vous dire «cassius» ?',
      'p.yaml:21:11 : attendu migrate, reçu «migration» ; vouliez-vous dire «migrate» ?',
      'p.yaml:22:26 : attendu un jour tel que 2025-01-31, ou un instant avec son fuseau, reçu «hier» ; corrigez la valeur',
      'p.yaml:22:38 : attendu une liste d’au moins 1 élément, reçu une liste ; corrigez la valeur',
      'p.yaml:25:9 : attendu une autre connexion que celle de «from», reçu «helpdesk» ; nommez la cible',
      'p.yaml:26:5 : attendu «name», reçu rien ; ajoutez «name: …» (du texte)',
      'p.yaml:26:14 : attendu une liste d’au moins 2 éléments, reçu une liste ; corrigez la valeur',
      'p.yaml:27:17 : attendu une adresse et un port tels que 127.0.0.1:8080, reçu «partout» ; corrigez la valeur',
      'p.yaml:27:56 : attendu une liste d’au plus 2 éléments, reçu une liste ; corrigez la valeur',
      'p.yaml:28:27 : attendu du texte, reçu «12» ; mettez-le entre guillemets',
      'p.yaml:28:37 : attendu une adresse e-mail, reçu «moi» ; corrigez la valeur',
      'p.yaml:28:47 : attendu une adresse e-mail, reçu «x» ; corrigez la valeur',
      'p.yaml:28:61 : attendu un nombre supérieur ou égal à 2, reçu «1» ; corrigez la valeur',
      'p.yaml:28:72 : attendu une durée telle que 30s, 5m, 1h ou 1d, reçu «1w» ; corrigez la valeur',
    ]);
  });

  it('tell what the routes of a file contradict', () => {
    const file = (routes: string): string =>
      `connections: { a: { connector: paper, folder: . }, b: { connector: paper, folder: . } }\nroutes:\n${routes}`;
    expect(
      without(
        frenchOf(
          file('  - { name: r, between: [a, b, a], mails: c }\n  - { name: r, between: [a, b], language: en }\n'),
        ),
      ),
    ).toEqual([
      'attendu chaque connexion une seule fois, reçu «a» de nouveau ; retirez l’une des deux',
      'attendu une connexion de cette route, reçu «c» ; connus ici : a, b, a',
      'attendu un nom qu’aucune autre route ne porte, reçu «r» ; renommez l’une des deux',
      'attendu «fr», comme dans «r», puisque les deux tiennent un miroir de a, reçu «en» ; donnez le même «language» dans les deux routes',
    ]);
  });

  it.each([
    ['connections: [', 'du YAML valide, reçu un retrait qui ne suit pas celui des lignes voisines ; corrigez la ligne'],
    [
      'connections: "',
      'du YAML valide, reçu une ligne où il manque un caractère : guillemet, virgule, deux-points ou espace ; corrigez la ligne',
    ],
    ['connections: {}\nconnections: {}\n', 'du YAML valide, reçu une clé déjà présente ; gardez-en une seule'],
    ['connections:\n\tcassius: {}\n', 'du YAML valide, reçu une tabulation pour retrait ; indentez avec des espaces'],
    [
      'database: mysql://x\nconnections: {}',
      'embedded, ou une adresse telle que postgres://…, reçu «mysql://x» ; corrigez la valeur',
    ],
    ['- a\n', 'un ensemble de clés, reçu une liste ; corrigez la valeur'],
    [
      `# ${'x'.repeat(1_000_000)}`,
      'une configuration écrite à la main, reçu un fichier de 1000002 caractères ; nommez le bon fichier',
    ],
  ])('are told of a file that is not one (%#)', (text, says) => {
    expect(without(frenchOf(text))).toEqual([`attendu ${says}`]);
  });

  it('tell what connectors ask for of their own', () => {
    const connection = (rest: string): readonly string[] =>
      without(frenchOf(`connections: { a: { url: "https://a.b", ${rest} } }`, connectors));
    expect(connection('connector: intranet-form, read: database, backfill: export')).toEqual([
      'attendu «database», reçu rien ; ajoutez «database: …» (database, puisque read vaut database)',
      'attendu «staff», reçu rien ; ajoutez «staff: …» (staff, puisque backfill vaut export)',
    ]);
    expect(connection('connector: intranet-form, staff: { user: u, password: p, folder: a/b }')).toEqual([
      'attendu un nom de dossier tel que admin, reçu un autre texte ; corrigez la valeur',
    ]);
    const itop = 'connector: itop, auth: { kind: token, token: t }';
    expect(connection(`${itop}, mark: 1x, standIn: x, site: { Incident: { states: { é: É } } }`)).toEqual([
      'attendu un code tel que caller_id, reçu un autre texte ; corrigez la valeur',
      'attendu un texte de la forme /^[1-9]\\d{0,14}$/, reçu un autre texte ; corrigez la valeur',
      'attendu un code tel que caller_id, reçu «é» ; renommez-la',
    ]);
    expect(connection('connector: glpi, pace: { perHour: 0 }, auth: { userToken: t }')).toEqual([
      'attendu un nombre supérieur à 0, reçu un nombre sans guillemets ; corrigez la valeur',
    ]);
  });
});

/** Where a schema says something of its own: the second argument of a check, the words of a union, an issue. */
function* words(node: ts.Node): Generator<ts.Node> {
  if (ts.isCallExpression(node) && /\b(regex|refine|union|email|url)$/.test(node.expression.getText()))
    if (node.arguments[1]) yield node.arguments[1];
  if (ts.isCallExpression(node) && node.expression.getText().endsWith('.addIssue') && node.arguments[0])
    yield node.arguments[0];
  for (const child of node.getChildren()) yield* words(child);
}

describe('what the schemas of a configuration say of their own', () => {
  const folder = 'libs/runtime/configuration';
  const own = readdirSync(join(findRoot(), folder)).filter((file) => /(?<!\.spec)\.ts$/.test(file));
  const files = [
    ...own.map((file) => `${folder}/${file}`),
    ...['glpi', 'itop', 'ocs', 'intranet-form'].map((name) => `connectors/${name}/config.ts`),
  ];

  it('is said in both languages', () => {
    const said = files.flatMap((file) => {
      const text = readFileSync(join(findRoot(), file), 'utf8');
      return [...words(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true))].map(
        (one) => [file, one.getText()] as const,
      );
    });
    expect(said.length).toBeGreaterThan(15);
    expect(said.filter(([, text]) => !/\bfr\b/.test(text))).toEqual([]);
  });
});
