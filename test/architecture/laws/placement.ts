import { isBuiltin } from 'node:module';
import { isBench, isUnder } from '../place.js';
import type { Project, Violation } from '../project.js';
import { resolve } from '../resolve.js';
import { importsOf } from '../syntax.js';
import { browserRoom, bundled, placements } from '../table.js';

/** Third-party code stands in the rooms that it was taken in for, and only what is installed with the product is shipped. */
export function checkPlacement(project: Project): readonly Violation[] {
  return project.sources
    .filter(({ path }) => !isBench(path))
    .flatMap((source) =>
      importsOf(source).flatMap(({ specifier, line }) => {
        const target = resolve(project, source.path, specifier);
        const message = target.kind === 'package' ? refusal(project, source.path, target.name) : null;
        return message === null ? [] : [{ path: source.path, line, message }];
      }),
    );
}

function refusal({ dependencies }: Project, path: string, name: string): string | null {
  if (!name.startsWith('node:') && isBuiltin(name)) return `${name} is Node's own; import it as node:${name}`;
  const placed = placements.find(({ packages }) => packages.some((pattern) => isCalled(name, pattern)));
  if (placed && !placed.rooms.some((room) => isUnder(path, room)))
    return `${name} may be imported in ${placed.rooms.join(', ')} only: ${placed.why}`;
  if (isUnder(path, browserRoom))
    return placed === bundled ? null : `${name} is not among what may run in a browser (table.ts, bundled)`;
  if (name.startsWith('node:') || dependencies.includes(name)) return null;
  return `${name} is not among the dependencies of package.json; shipped code cannot count on it`;
}

function isCalled(name: string, pattern: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
