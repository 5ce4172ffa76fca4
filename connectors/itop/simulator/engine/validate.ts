import type { DataModel } from '../model/class-model.js';
import { blobOf, textOf, type Stored } from '../store/stored.js';

/** What of an object the database or its lists of values refuse, worded in the language of who writes it. */
export function flawsOf(model: DataModel, object: Stored, language: string): string[] {
  const french = language.startsWith('FR');
  return model.attributesOf(object.class).flatMap((attribute) => {
    const { code, kind, mandatory, values, nullable, max } = attribute;
    const flaw = (what: string): string[] => [
      `${french ? "Valeur de l'attribut incorrecte" : 'Unexpected value for attribute'} '${french ? attribute.fr : attribute.en}' (${code}) : ${what}`,
    ];
    if (kind === 'blob') return code in object.values && blobOf(object, code) === null ? flaw('Null not allowed') : [];
    const value = textOf(object, code);
    const empty = value === '' || (kind === 'key' && value === '0');
    if (mandatory && empty) return flaw('Null not allowed');
    if (kind === 'enum' && values) {
      if (value === '') return nullable || attribute.default === undefined ? [] : flaw('Null not allowed');
      return values.includes(value) ? [] : flaw(`Value not allowed [${value}]`);
    }
    if (max === undefined) return [];
    // A title is counted in code points, a text in bytes.
    const length = kind === 'string' ? Array.from(value).length : Buffer.byteLength(value);
    return length > max ? flaw(`String too long (found ${length}, limited to ${max})`) : [];
  });
}
