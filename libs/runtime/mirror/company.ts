import { waysOf, type Route } from '@passerelle/sync';

/**
 * Everybody whom tickets of these connections may reach, over any number of routes, themselves among them: what is heard
 * of a ticket is planned for all of them, so all must be there, or none of them may be heard.
 */
export function companyOf(routes: readonly Route[], connections: Iterable<string>): ReadonlySet<string> {
  const company = new Set(connections);
  for (let before = -1; company.size !== before;) {
    before = company.size;
    for (const { from, to } of routes.flatMap(waysOf)) {
      const members = [to, ...from];
      if (members.some((member) => company.has(member))) for (const member of members) company.add(member);
    }
  }
  return company;
}

/** In the order of the routes. */
export function mirrored(routes: readonly Route[]): readonly string[] {
  return [...new Set(routes.flatMap((route) => (route.mode === 'mirror' ? route.between : [])))];
}
