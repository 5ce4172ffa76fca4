import { isBench, roomOf } from '../place.js';
import type { Project, Violation } from '../project.js';
import { resolve } from '../resolve.js';
import { importsOf } from '../syntax.js';

interface Edge {
  readonly to: string;
  readonly path: string;
  readonly line: number;
}

/** No room needs itself by way of others, types included: whoever reads one must be able to stop somewhere. */
export function checkCycles(project: Project): readonly Violation[] {
  const edges = edgesOf(project);
  const found: Violation[] = [];
  const done = new Set<string>();
  const visit = (room: string, trail: readonly string[]): void => {
    for (const { to, path, line } of edges.get(room) ?? []) {
      const start = trail.indexOf(to);
      if (start >= 0)
        found.push({
          path,
          line,
          message: `rooms import each other in a circle: ${[...trail.slice(start), to].join(' → ')}`,
        });
      else if (!done.has(to)) visit(to, [...trail, to]);
    }
    done.add(room);
  };
  for (const room of edges.keys()) if (!done.has(room)) visit(room, [room]);
  return found;
}

function edgesOf(project: Project): ReadonlyMap<string, readonly Edge[]> {
  const edges = new Map<string, Edge[]>();
  for (const source of project.sources.filter(({ path }) => !isBench(path))) {
    const from = roomOf(source.path);
    for (const { specifier, line } of importsOf(source)) {
      const target = resolve(project, source.path, specifier);
      if (target.kind !== 'ours' || isBench(target.path) || roomOf(target.path) === from) continue;
      const to = roomOf(target.path);
      const list = edges.get(from) ?? [];
      if (!list.some((edge) => edge.to === to)) edges.set(from, [...list, { to, path: source.path, line }]);
    }
  }
  return edges;
}
