/**
 * Milliseconds to wait by a Retry-After header: whole seconds or an HTTP date (RFC 9110, 10.2.3); null where there is none
 * that can be read. A date is counted from the tool's own clock where its answer shows it, else from ours.
 */
export function retryAfter(headers: Readonly<Record<string, string>>, now: Date): number | null {
  const said = headers['retry-after']?.trim();
  if (said === undefined) return null;
  if (/^\d{1,9}(\.\d+)?$/.test(said)) return Math.ceil(Number(said) * 1000);
  const until = Date.parse(said);
  if (Number.isNaN(until) || !/[a-z]/i.test(said)) return null;
  const shown = Date.parse(headers['date'] ?? '');
  // A Date header shows whole seconds: the tool may be almost one further, never less, so counting from it never waits too little.
  return Math.max(0, until - (Number.isNaN(shown) ? now.getTime() : shown));
}
