import { fits, isBench, isUnder, roomOf, rowOf } from '../place.js';
import type { Project, Violation } from '../project.js';
import { resolve } from '../resolve.js';
import { importsOf } from '../syntax.js';
import type { Room, Share } from '../table.js';

/** Rooms import only what the table allows them, by the name of the room, and never what stands in for the outside. */
export function checkImports(project: Project): readonly Violation[] {
  return project.sources.flatMap((source) => {
    const row = rowOf(source.path);
    if (isBench(source.path)) return [];
    if (!row)
      return [{ path: source.path, line: 0, message: 'expected a room of the import table (table.ts); move the file' }];
    return importsOf(source).flatMap(({ specifier, line, values }) => {
      const target = resolve(project, source.path, specifier);
      const message =
        target.kind === 'unknown'
          ? `${specifier} is no room: expected one of ${Object.keys(project.aliases).join(', ')}`
          : target.kind === 'ours'
            ? refusal(row, source.path, target.path, target.by, values)
            : null;
      return message === null ? [] : [{ path: source.path, line, message }];
    });
  });
}

function refusal(row: Room, from: string, to: string, by: 'alias' | 'path', values: readonly string[]): string | null {
  const here = roomOf(from);
  const there = roomOf(to);
  const share = shareOf(row, to);
  if (here === there && by === 'alias') return `${here} imports itself by its name; import the file instead`;
  if (isBench(to) && share === null) return `shipped code imports ${to}, which only tests may use`;
  if (here === there) return null;
  if (share === null) return `${row.room} may not import ${there}; it may import ${allowed(row)}`;
  if (by === 'path' && there.startsWith('libs/'))
    return `${there} is reached into; import it as @passerelle/${there.slice('libs/'.length)}`;
  const beyond = share === 'all' ? [] : values.filter((name) => share === 'types' || !share.includes(name));
  return beyond.length === 0
    ? null
    : `${row.room} may import of ${there} ${shareText(share)}, not ${beyond.join(', ')}; use \`import type\` or hand the value in`;
}

function shareOf({ may }: Room, to: string): Share | null {
  const there = roomOf(to);
  const found = Object.entries(may).find(([room]) =>
    isBench(to) ? isUnder(to, room) && namesBench(room) : fits(room, there),
  );
  return found?.[1] ?? null;
}

function namesBench(room: string): boolean {
  return isBench(`${room}/index.ts`);
}

function shareText(share: Share): string {
  return share === 'types' ? 'types alone' : `types and ${typeof share === 'string' ? 'all' : share.join(', ')}`;
}

function allowed({ may }: Room): string {
  return Object.keys(may).join(', ') || 'nothing of ours';
}
