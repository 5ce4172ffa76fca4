import type { Told } from '@passerelle/connector';

/** Why something is lost, before it is put into words. */
export type LossText =
  | { readonly why: 'no-field' }
  | { readonly why: 'own-stamp' }
  | { readonly why: 'no-word'; readonly word: Told }
  | { readonly why: 'nearest-word'; readonly word: Told; readonly instead: Told }
  | { readonly why: 'not-found'; readonly name: string }
  | { readonly why: 'too-long'; readonly length: number; readonly max: number }
  | { readonly why: 'only-one'; readonly name: string }
  | { readonly why: 'computed'; readonly word: Told; readonly instead: Told };

export function lossDetail(text: LossText, label: Told): Told {
  return { fr: inFrench(text, label.fr), en: inEnglish(text, label.en) };
}

function inFrench(text: LossText, label: string): string {
  switch (text.why) {
    case 'no-field':
      return `${label} : l’outil cible n’a pas de champ pour cela`;
    case 'own-stamp':
      return `${label} : l’outil cible pose sa propre date`;
    case 'no-word':
      return `${label} : l’outil cible n’a pas de mot pour « ${text.word.fr} »`;
    case 'nearest-word':
      return `${label} : « ${text.word.fr} » devient « ${text.instead.fr} », le plus proche`;
    case 'not-found':
      return `${label} : « ${text.name} » est introuvable dans l’outil cible`;
    case 'too-long':
      return `${label} : ${text.length} caractères, l’outil cible en garde ${text.max}`;
    case 'only-one':
      return `${label} : l’outil cible n’en garde qu’un, « ${text.name} » reste en texte`;
    case 'computed':
      return `${label} : l’outil cible la calcule, « ${text.word.fr} » devient « ${text.instead.fr} »`;
  }
}

function inEnglish(text: LossText, label: string): string {
  switch (text.why) {
    case 'no-field':
      return `${label}: the target has no field for it`;
    case 'own-stamp':
      return `${label}: the target stamps its own date`;
    case 'no-word':
      return `${label}: the target has no word for “${text.word.en}”`;
    case 'nearest-word':
      return `${label}: “${text.word.en}” becomes “${text.instead.en}”, the nearest`;
    case 'not-found':
      return `${label}: “${text.name}” is not found in the target`;
    case 'too-long':
      return `${label}: ${text.length} characters, the target keeps ${text.max}`;
    case 'only-one':
      return `${label}: the target keeps one, “${text.name}” stays as text`;
    case 'computed':
      return `${label}: the target works it out, “${text.word.en}” becomes “${text.instead.en}”`;
  }
}
