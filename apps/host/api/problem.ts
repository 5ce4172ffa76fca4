import type { Problem } from '@passerelle/api';
import { explain, type OperatorCode } from '@passerelle/runtime';
import { AccountTaken, BadCursor } from '@passerelle/store';
import { FileTooLarge } from '@passerelle/sync';
import { detailIn } from './details.js';
import { ApiRefusal, refusals, type RefusalCode } from './refusal.js';

export type Language = 'fr' | 'en';

/** The first language of Accept-Language that we speak; French where none is. */
export function languageOf(header: string | undefined): Language {
  const wanted = (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', weight] = part.trim().split(/;\s*q=/u);
      return { tag: tag.slice(0, 2).toLowerCase(), weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ tag, weight }) => (tag === 'fr' || tag === 'en') && weight > 0)
    .toSorted((a, b) => b.weight - a.weight);
  return wanted[0]?.tag === 'en' ? 'en' : 'fr';
}

/** Any error as what the caller is told. What nobody expected tells nothing of the inside. */
export function refusalOf(error: unknown): ApiRefusal {
  if (error instanceof ApiRefusal) return error;
  if (error instanceof BadCursor) return new ApiRefusal('bad-cursor', error.message);
  if (error instanceof AccountTaken) return new ApiRefusal('taken', error.message);
  if (error instanceof FileTooLarge) return new ApiRefusal('too-large', error.told);
  const status = (error as { readonly statusCode?: unknown } | null)?.statusCode;
  if (status === 413) return new ApiRefusal('too-large');
  if (status === 429) return new ApiRefusal('too-many');
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new ApiRefusal('bad-request', error instanceof Error ? error.message : '');
  const told = explain(error);
  const code = byOperator[told.code] ?? 'unexpected';
  if (code === 'unexpected') return new ApiRefusal('unexpected', '', { cause: error });
  return new ApiRefusal(code, told.message, { advice: told.advice, quoted: told, cause: error });
}

const byOperator: Readonly<Partial<Record<OperatorCode, RefusalCode>>> = {
  'unknown-name': 'not-found',
  configuration: 'refused',
  mapping: 'refused',
  undecided: 'refused',
  unsupported: 'refused',
  database: 'unavailable',
  unauthorized: 'unavailable',
  unavailable: 'unavailable',
  refused: 'refused',
  brake: 'refused',
  'another-instance': 'refused',
  visibility: 'refused',
  busy: 'refused',
  gap: 'refused',
  aborted: 'unavailable',
};

export function problemOf(refusal: ApiRefusal, language: Language): Problem {
  const [status, french, english, adviceFr, adviceEn] = refusals[refusal.code];
  const title = language === 'fr' ? french : english;
  const quoted = refusal.quoted?.in(language);
  const detail = quoted?.message ?? refusal.told?.[language] ?? refusal.message;
  return {
    type: `urn:passerelle:problem:${refusal.code}`,
    title,
    status,
    // What has no French of its own is quoted.
    detail: detail === '' ? title : detail === refusal.message ? detailIn(language, detail) : detail,
    code: refusal.code,
    advice: quoted?.advice ?? refusal.advice ?? (language === 'fr' ? adviceFr : adviceEn),
    faults: [...refusal.faults],
  };
}
