import { isOne, roomOf, rowOf } from '../place.js';
import type { Project, Violation } from '../project.js';
import { madeFolders, topFolders } from '../table.js';

/** The top folders are fixed, each room is in the table, and each says in a README what it is and why so. */
export function checkFolders({ folders, files, sources }: Project): readonly Violation[] {
  const strangers = folders
    .filter((name) => !name.startsWith('.') && !isOne(topFolders, name) && !isOne(madeFolders, name))
    .map((path) => ({ path, line: 0, message: `expected only ${topFolders.join(', ')} at the top; move it into one` }));
  const missing = topFolders
    .filter((name) => !folders.includes(name))
    .map((path) => ({ path, line: 0, message: 'this folder of the house is missing' }));
  const rooms = [...new Set(sources.map(({ path }) => roomOf(path)))].filter((room) => room.includes('/'));
  const silent = rooms
    .filter((room) => rowOf(`${room}/index.ts`) !== null && !files.includes(`${room}/README.md`))
    .map((path) => ({
      path,
      line: 0,
      message: 'expected a README.md that says what the room is, what holds in it, and why so',
    }));
  return [...strangers, ...missing, ...silent];
}
