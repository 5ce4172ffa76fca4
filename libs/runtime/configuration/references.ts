/*
 * `${NAME}` may stand where YAML would take its braces for a map: `auth: { secret: ${SN_SECRET} }`. So its three signs are
 * masked by characters of Unicode's private use area before YAML reads the file, one for one, and every line and column stays.
 */
const masks: Readonly<Record<string, string>> = { $: '\uE000', '{': '\uE001', '}': '\uE002' };
const escape = '\uE003';
const masked = /[\uE000-\uE003]/u;
const reference = /(\$?)\$\{([A-Za-z_][A-Za-z0-9_]*)((?::-[^}\n]*)?)\}/gu;
const maskedReference = /\uE000\uE001([A-Za-z_][A-Za-z0-9_]*)(?::-([^\uE002]*))?\uE002/gu;

/** Whether the text holds characters that only masks may be. */
export function holdsMasks(text: string): boolean {
  return masked.test(text);
}

/** `$${NAME}` stands for the text `${NAME}` itself. */
export function mask(text: string): string {
  return text.replace(reference, (_, escaped: string, name: string, fallback: string) =>
    escaped === '$'
      ? `${escape}$${masks['{']}${name}${fallback}${masks['}']}`
      : `${masks['$']}${masks['{']}${name}${fallback}${masks['}']}`,
  );
}

/** The text as it stands in the file, references unresolved. */
export function unmask(text: string): string {
  return text.replaceAll('\uE000', '$').replaceAll('\uE001', '{').replaceAll('\uE002', '}').replaceAll(escape, '');
}

export interface Resolved {
  readonly text: string;
  /** Names of the variables that took part. */
  readonly used: readonly string[];
  /** Names of those that are unset or empty and have no `:-` default. */
  readonly unset: readonly string[];
}

/** Puts the environment's values in place of `${NAME}` and `${NAME:-default}`. What a value holds is never read as YAML. */
export function resolveReferences(text: string, environment: Environment): Resolved {
  const used: string[] = [];
  const unset: string[] = [];
  const resolved = text.replace(maskedReference, (_, name: string, fallback: string | undefined) => {
    used.push(name);
    const value = environment[name];
    if (value !== undefined && value !== '') return value;
    if (fallback !== undefined) return fallback;
    unset.push(name);
    // Some text, so that only its absence is a fault and not all that follows from it.
    return `\${${name}}`;
  });
  return { text: used.length > 0 ? resolved : unmask(text), used, unset };
}

export type Environment = Readonly<Record<string, string | undefined>>;
