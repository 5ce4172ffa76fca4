import type { Lifecycle } from '@passerelle/connector';
import { z } from 'zod';
import { lifecycle } from './lifecycle.js';
import type { Server } from './wire/server.js';

/** `{"1":{"5":0}}`: from 1 to 5 is forbidden. What is not named is allowed (CommonITILObject::isAllowedStatus). */
const Matrix = z.record(z.string(), z.record(z.string(), z.unknown()).catch({})).catch({});
const Profile = z.object({ active_profile: z.object({ ticket_status: z.unknown().optional() }).loose() });

/** The moves that the matrix of the account's profile («Cycle de vie des tickets») allows; null where it shows none. */
export async function allowedMoves(server: Server, signal?: AbortSignal): Promise<Lifecycle | null> {
  const { json } = await server.ask({ method: 'GET', path: 'getActiveProfile', effect: 'read', signal }, Profile);
  const told = json.active_profile.ticket_status;
  if (told === undefined) return null;
  const matrix = Matrix.parse(decoded(told));
  const isForbidden = (from: string, to: string): boolean => {
    const cell = matrix[from]?.[to];
    return cell !== undefined && !Number(cell);
  };
  return {
    ...lifecycle,
    classes: Object.fromEntries(
      Object.entries(lifecycle.classes).map(([name, moves]) => [
        name,
        moves.filter(({ from, to }) => !isForbidden(from, to)),
      ]),
    ),
  };
}

/** Kept as JSON in the database; sessions hold it decoded, in some releases. */
function decoded(told: unknown): unknown {
  if (typeof told !== 'string') return told;
  try {
    return JSON.parse(told);
  } catch {
    return {};
  }
}
