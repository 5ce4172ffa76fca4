import type { NativeValue } from '../../contract/native.js';
import { keptText } from './state.js';

/** What the toy tool keeps of a value: texts as it documents, references by their id, empty as null. */
export function toyNormal(_class: string, field: string, value: NativeValue): NativeValue {
  if (value === null) return null;
  if (typeof value === 'string') return keptText(field, value) || null;
  if (Array.isArray(value))
    return value.map((each: unknown) => toyNormal(_class, field, each as NativeValue) as string);
  return (value as { readonly id: string | null }).id;
}
