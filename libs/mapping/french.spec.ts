import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import type { z } from 'zod';
import { CanonYaml } from './schema/canon-file.js';
import { forms } from './schema/forms.js';
import { MappingYaml } from './schema/mapping-file.js';
import { faultsOf, loadText } from './testing/load-from.js';

const french = (text: string): readonly string[] =>
  faultsOf(loadText(text), 'fr').map((line) => line.replace('mappings/outil.yaml:', ''));

/** Sound but for what a case adds. */
const sound = `connector: outil
status: etat
classes: { demande: { is: request } }
journals: [{ native: public, is: comment }, { native: interne, is: work_note }]
`;

describe('the faults of a mapping file, in French', () => {
  it('are those of its YAML', () => {
    expect(french(`${sound}label: x\nlabel: y\n1: z\nunread: "x\n`)).toEqual([
      '6:1 : attendu du YAML valide, reçu une clé déjà présente ; gardez-en une seule',
      '7:1 : attendu une clé qui soit du texte, reçu «1» ; écrivez "1" entre guillemets',
      '8:9 : attendu une liste, reçu «x» ; corrigez la valeur',
      '9:1 : attendu du YAML valide, reçu une ligne où il manque un caractère : guillemet, virgule, deux-points ou espace ; corrigez la ligne',
    ]);
  });

  it('are those of its shape', () => {
    const text = `${sound}lable: x
timezone: [Paris]
readonly: oui
label: ${'x'.repeat(201)}
group_codes: 7
statuses:
  - { native: 12, is: new }
  - { native: Été, is: neww }
  - { is: new }
  - { native: Clos, is: closed, refuse: Non Repris }
  - { native: Gelé, is: pending, with: [] }
closing: { after: 24 heures }
`;
    expect(french(text)).toEqual([
      '5:1 : attendu une clé connue, reçu «lable» ; vouliez-vous dire «label» ?',
      '6:11 : attendu du texte, reçu une liste ; corrigez la valeur',
      '7:11 : attendu true ou false, reçu «oui» ; corrigez la valeur',
      `8:8 : attendu 200 caractères au plus, reçu «${'x'.repeat(79)}…» ; corrigez la valeur`,
      '9:14 : attendu une liste, reçu «7» ; corrigez la valeur',
      '11:15 : attendu du texte entre guillemets, reçu un nombre sans guillemets, «12» ; écrivez "12"',
      '12:24 : attendu une valeur parmi new, queued, assigned, planned, in_progress, pending, resolved, closed, cancelled, reçu «neww» ; vouliez-vous dire «new» ?',
      '13:5 : attendu «native», reçu rien ; ajoutez «native: …» (du texte)',
      '14:41 : attendu des mots en minuscules reliés par des traits d’union, reçu «Non Repris» ; corrigez la valeur',
      '15:40 : attendu 1 élément au moins, reçu une liste ; corrigez la valeur',
      '16:19 : attendu un nombre suivi de m, h ou d : 24h, reçu «24 heures» ; corrigez la valeur',
    ]);
  });

  it('are those of the laws', () => {
    const text = `${sound}statuses:
  - { native: "1", is: new, when: { agent: some } }
  - { native: "2", is: new }
  - { native: "3" }
fields:
  - { native: titre, is: title, as: html }
  - { native: sujet, is: title }
  - { native: ou, is: site, separator: ";", as: place, unknown: { rule: x, is: "y" } }
  - { native: voie, is: channel }
words:
  priority: { same: x, rows: [{ native: P1, is: 1 }, { native: P0, is: 1 }] }
  category: { rows: [{ native: PC, is: hardware.laptp }] }
timezone: Paris/Europe
decisions:
  - { for: status, native: "9", is: "?" }
  - { for: outcome, native: "8", is: solvd }
`;
    expect(french(text)).toEqual([
      '6:5 : attendu des lignes qui lisent «1» dans toute situation, reçu aucune ligne pour : sans agent ; ajoutez une ligne avec when: { agent: none }',
      '7:24 : attendu une seule ligne qui écrive «new» (état), reçu un doublon de mappings/outil.yaml:6 ; mettez «writes: []» à l’une des deux, pour qu’elle serve seulement à lire',
      '8:15 : attendu «is:» ou bien «refuse:» pour «3», reçu ni l’un ni l’autre ; ajoutez «is: …» avec un mot canonique, ou «refuse: <motif>»',
      '10:37 : attendu «title» sous la forme line, reçu «html» ; écrivez «as: line»',
      '11:15 : attendu un seul champ de l’outil où écrire «title», reçu un doublon de mappings/outil.yaml:10 ; mettez «write: no» à l’un des deux',
      '12:40 : attendu un séparateur d’étiquettes (tags), reçu un séparateur pour «place» ; retirez cette clé',
      '12:65 : attendu un champ fait de mots, ce que «site» n’est pas, reçu une règle pour des mots ; retirez cette clé',
      '13:25 : attendu des lignes sous words: channel:, reçu rien ; ajoutez une ligne pour chaque mot de l’outil',
      '15:21 : attendu une règle pour les groupes, reçu une règle pour «priority» ; ajoutez des lignes, ou unknown:',
      '15:72 : attendu une seule ligne qui écrive «1» (priorité), reçu un doublon de mappings/outil.yaml:15 ; mettez «writes: []» à l’une des deux, pour qu’elle serve seulement à lire',
      '16:40 : attendu une catégorie de mappings/canon.yaml, reçu «hardware.laptp» ; vouliez-vous dire «hardware.laptop» ?',
      '17:11 : attendu un fuseau horaire de l’IANA, reçu «Paris/Europe» ; écrivez-le comme dans Europe/Paris',
      '19:37 : attendu une décision sur «9», reçu «?» ; mettez le mot à la place du point d’interrogation',
      '20:38 : attendu un mot canonique (issue), reçu «solvd» ; vouliez-vous dire «solved» ?',
    ]);
    expect(
      french(sound.replace('public, is: comment', 'publi, is: comment').replace('is: work_note', 'is: comment')),
    ).toEqual([
      '4:11 : attendu une ligne sous journals: pour «public», que le connecteur déclare public, reçu rien ; ajoutez - { native: public, is: comment }',
      '4:22 : attendu un journal que le connecteur déclare (public, interne), reçu «publi» ; vouliez-vous dire «public» ?',
      '4:67 : attendu work_note ou handover pour «interne», que le connecteur déclare interne, reçu «comment», qui est public ; la déclaration du connecteur fait foi : corrigez la ligne',
    ]);
  });
});

describe('what schemas ask of text', () => {
  it('is said in both languages wherever zod has no words of its own for it', () => {
    const asked = [MappingYaml, CanonYaml].flatMap((schema) => [...messages(schema, new Set())]);
    expect(new Set(asked)).toEqual(new Set(Object.values(forms).map(({ en }) => en)));
  });
});

/** The words of ours that a schema, or anything in it, brings along. */
function* messages(node: unknown, seen: Set<unknown>): Generator<string> {
  if (typeof node !== 'object' || node === null || seen.has(node)) return;
  seen.add(node);
  const { def } = (node as Partial<z.core.$ZodType>)._zod ?? {};
  const said = def?.error?.({ code: 'custom', input: undefined, path: [] } as never);
  if (typeof said === 'string') yield said;
  for (const child of Object.values(def ?? node)) yield* messages(child, seen);
}

/** The words that a file has in an object with `fr` and `en`, and those that it says are nobody's words. */
function* words(node: ts.Node): Generator<{ readonly fr: string; readonly en: string } | { readonly asIs: string }> {
  if (ts.isObjectLiteralExpression(node)) {
    const said = Object.fromEntries(
      node.properties.flatMap((one) =>
        ts.isPropertyAssignment(one) ? [[one.name.getText(), one.initializer.getText()]] : [],
      ),
    );
    if (said['fr'] !== undefined || said['en'] !== undefined) yield { fr: said['fr'] ?? '', en: said['en'] ?? '' };
  }
  if (ts.isCallExpression(node) && ['asIs', 'quoted'].includes(node.expression.getText()))
    yield { asIs: node.arguments[0]?.getText() ?? '' };
  for (const child of node.getChildren()) yield* words(child);
}

describe('a sentence of mappings and of rules', () => {
  const libs = join(import.meta.dirname, '..');
  const said = readdirSync(libs, { recursive: true, encoding: 'utf8' })
    .filter((file) => /^(mapping|workflow)\/((laws|load|schema|yaml)\/)?[^/]+\.ts$/.test(file))
    .filter((file) => !file.endsWith('.spec.ts'))
    .flatMap((file) => {
      const text = readFileSync(join(libs, file), 'utf8');
      return [...words(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true))];
    });
  const both = said.flatMap((one) => ('fr' in one ? [one] : []));

  it('is never in one language only', () => {
    expect(both.length).toBeGreaterThan(120);
    expect(both.filter(({ fr, en }) => fr === '' || en === '' || (fr === en && / /.test(fr)))).toEqual([]);
    expect(said.flatMap((one) => ('asIs' in one && /^['`].* [a-z]/i.test(one.asIs) ? [one.asIs] : []))).toEqual([]);
  });

  it('is French as the house writes it', () => {
    const clauses = both.map(({ fr }) => fr.replaceAll(/\$\{[^}]*\}/g, 'x').slice(1, -1));
    expect(clauses.filter((fr) => /\w'\w|« | »|[^ ][;?!]|\.$|^[A-ZÀÉ]/.test(fr))).toEqual([]);
  });
});
