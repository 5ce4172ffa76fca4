import type { Canon } from '@passerelle/mapping';
import { findRoot, readCanon, type Language } from '@passerelle/runtime';

/** How people call a field: nothing but `mappings/canon.yaml` gives our words a label. Another word stands as it is. */
export function fieldNames(language: Language): (field: string) => string {
  let canon: Canon | null = null;
  return (field) => (canon ??= readCanon(findRoot())).label('field', field, language);
}
