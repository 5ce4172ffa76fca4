import { asIs, type Audience, type NativeCommand, type Told } from '@passerelle/connector';
import type { Flaw } from './reading/thread.js';
import type { Box } from './wire/page.js';

/** What several parts of this connector say in the same words. */

export const noReason: Told = { fr: 'sans motif donné', en: 'no reason given' };

export const cutShort: Told = {
  fr: 'arrêté avant d’avoir tout lu',
  en: 'stopped before everything was read',
};

export function down(page: string, status: number): Told {
  return {
    fr: `${page} a répondu ${status} ; l’outil ou sa base de données est en panne`,
    en: `${page} answered ${status}; the tool or its database is down`,
  };
}

export function flawed(where: string, { expected, came }: Pick<Flaw, 'expected' | 'came'>): Told {
  return {
    fr: `${where} : attendu ${expected.fr}, reçu ${came.fr}`,
    en: `${where}: expected ${expected.en}, came ${came.en}`,
  };
}

/** What the tool said no to, and its words. */
export function refusal(what: Told, box: Box | null): Told {
  return {
    fr: `l’outil refuse ${what.fr} : «${box?.text ?? 'il ne dit rien'}»`,
    en: `the tool refuses ${what.en}: «${box?.text ?? 'it says nothing'}»`,
  };
}

export function unseen(what: Told): Told {
  return {
    fr: `l’envoi a eu lieu, et la page qui a suivi ne montre pas ${what.fr}`,
    en: `${what.en} was sent, and the page that followed does not show it`,
  };
}

export function theFile(name: string): Told {
  const short = name.slice(0, 100);
  return { fr: `le fichier ${short}`, en: `the file ${short}` };
}

export function noStatus(came: string | null): Told {
  const shown = JSON.stringify(came);
  return {
    fr: `attendu un état que l’outil connaît, reçu ${shown}`,
    en: `expected a status of the instance, came ${shown}`,
  };
}

export function unknownTo(kind: NativeCommand['kind']): Told {
  return {
    fr: `le formulaire intranet ne connaît pas l’opération «${kind}»`,
    en: `the intranet form knows no ${kind}`,
  };
}

export const audiences: Readonly<Record<Audience, Told>> = {
  public: asIs('public'),
  internal: { fr: 'interne', en: 'internal' },
};
