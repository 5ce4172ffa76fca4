import type { NativeFields } from '@passerelle/connector';
import { isReference } from './normal.js';
import type { Writer } from './writer.js';

/**
 * Every ticket of iTop belongs to an organisation: the one that the draft names, else by the rule of the configuration:
 * the requester's own, the one of the site, the connection's. null where none of them says.
 */
export async function organisationFor(
  { server, lookup }: Writer,
  fields: NativeFields,
  sent: Readonly<Record<string, unknown>>,
  signal?: AbortSignal,
): Promise<number | null> {
  const given = sent['org_id'];
  if (typeof given === 'number' && given > 0) return given;
  const { from, sites, default: fallback } = server.config.organisation;
  for (const rule of from) {
    const found =
      rule === 'requester'
        ? await ofRequester(sent['caller_id'])
        : rule === 'site'
          ? await named(siteName(fields))
          : await named(fallback);
    if (found !== null) return found;
  }
  return null;

  async function ofRequester(caller: unknown): Promise<number | null> {
    // Who stands for others belongs to none of theirs.
    if (String(caller) === server.config.standIn) return null;
    return typeof caller === 'number' && caller > 0 ? lookup.organisationOf(caller, signal) : null;
  }
  function siteName(all: NativeFields): string | undefined {
    const value = sites && all[sites.field];
    const words = isReference(value) ? [value.id, value.name] : typeof value === 'string' ? [value] : [];
    const known = words.find((word) => word !== null && sites?.organisations[word] !== undefined);
    return known ? sites?.organisations[known] : undefined;
  }
  async function named(name: string | undefined): Promise<number | null> {
    if (name === undefined) return null;
    if (/^\d+$/.test(name)) return Number(name);
    return lookup.find('Organization', { id: null, name }, undefined, signal);
  }
}
