import type { Domain } from '../mapping.js';

/** The exact line to add under `decisions:`, with a question mark where a human decides. JSON strings are YAML strings. */
export function readingRow(domain: Domain, nativeClass: string | null, native: string): string {
  const where = nativeClass === null ? '' : `, class: ${JSON.stringify(nativeClass)}`;
  return `- { for: ${domain}${where}, native: ${JSON.stringify(native)}, is: "?" }`;
}

export function writingRow(domain: Domain, nativeClass: string | null, is: string | number): string {
  const where = nativeClass === null ? '' : `, class: ${JSON.stringify(nativeClass)}`;
  return `- { for: ${domain}${where}, native: "?", is: ${JSON.stringify(is)} }`;
}
