import { benches, benchFile, rooms, type Room } from './table.js';

/** `connectors/*` fits `connectors/servicenow`; a pattern fits the folder itself, not what is below it. */
export function fits(pattern: string, name: string): boolean {
  const wanted = pattern.split('/');
  const given = name.split('/');
  return wanted.length === given.length && wanted.every((part, index) => part === '*' || part === given[index]);
}

/** Whether a file or folder is `folder` or lies below it. */
export function isUnder(path: string, pattern: string): boolean {
  return fits(pattern, path.split('/').slice(0, pattern.split('/').length).join('/'));
}

/** Files that stand in for outside things or hold others to account; they are not shipped. */
export function isBench(path: string): boolean {
  const parts = path.split('/');
  return benchFile.test(path) || path.startsWith('test/') || parts.some((part) => isOne(benches, part));
}

/** `libs/sync`, `connectors/servicenow`, `apps/cli`, and `connectors` for the list itself. */
export function roomOf(path: string): string {
  return path.split('/').slice(0, -1).slice(0, 2).join('/');
}

/** The most exact row of the table for a file: a demo beside the verbs has its own. */
export function rowOf(path: string): Room | null {
  const stem = path.replace(/\.tsx?$/, '');
  const fitting = rooms.filter(({ room }) => (room.includes('*') ? fits(room, roomOf(path)) : isUnder(stem, room)));
  const exactness = ({ room }: Room): number => room.split('/').length * 2 - (room.includes('*') ? 1 : 0);
  return fitting.sort((a, b) => exactness(b) - exactness(a))[0] ?? null;
}

export function isOne<const T extends string>(list: readonly T[], word: string): word is T {
  return (list as readonly string[]).includes(word);
}
