import type { Desks } from '../kill/desks.js';

/** Needs of a day, told in the tools themselves: title, then lines with who can read them. */
const needs = [
  [
    'servicenow',
    'Ordinateur portable à remplacer',
    [
      'public:Bonjour, la batterie ne tient plus une heure.',
      'internal:Garantie jusqu’en mars, commander chez le fournisseur.',
    ],
  ],
  ['glpi', 'Mon écran ne s’allume plus', ['public:J’ai essayé un autre câble, sans succès.']],
  [
    'glpi',
    'Ordinateur très lent – salle 203-02',
    ['public:Très lent depuis la mise à jour de mardi.', 'internal:Disque plein à 98 %, purge des profils à prévoir.'],
  ],
  ['servicenow', 'Impossible de lancer le logiciel d’anglais', ['public:Erreur 0x80070005 sur plusieurs postes.']],
  ['servicenow', 'Restitution de matériel', []],
  [
    'glpi',
    'Problème imprimante du 2e étage',
    ['public:Bourrage permanent.', 'public:Merci d’intervenir avant jeudi 😕'],
  ],
  ['servicenow', 'Accès VPN refusé en télétravail', []],
  ['glpi', 'Wifi très lent en salle des professeurs', ['internal:Borne à remplacer.']],
  ['servicenow', 'Messagerie : pièces jointes bloquées', ['public:Les PDF de plus de 5 Mo sont refusés.']],
  ['glpi', 'مشكلة في تسجيل الدخول', []],
  ['servicenow', 'Écran additionnel', []],
  [
    'glpi',
    'Gestion des certificats sur les serveurs Proxmox',
    ['internal:Renouvellement automatique à tester en préproduction.'],
  ],
] as const;

export async function liveADay({ all }: Desks): Promise<number> {
  for (const [tool, title, lines] of needs) {
    const desk = all.find(({ name }) => name === tool);
    if (!desk) throw new Error(`expected a desk of ${tool}`);
    const id = await desk.world.humans.open(title);
    for (const line of lines) {
      const [audience, text] = [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)];
      await desk.world.humans.write?.(id, desk.journals[audience === 'internal' ? 'internal' : 'public'], text);
    }
  }
  return needs.length;
}
