import type { Tool } from '../state.js';

/** All requests come from one address, as behind the reverse proxy of an intranet. */
const address = '127.0.0.1';

/** One counter for wrong references, wrong e-mails and wrong passwords. */
export function isBanned({ failures, quirks, clock }: Tool): boolean {
  const known = failures.get(address);
  if (!known || known.count <= quirks.attemptLimit) return false;
  if (clock.now().getTime() - known.at <= quirks.banMinutes * 60_000) return true;
  failures.delete(address);
  return false;
}

export function failed({ failures, clock }: Tool): void {
  failures.set(address, { count: (failures.get(address)?.count ?? 0) + 1, at: clock.now().getTime() });
}

export function exclude({ failures, quirks, clock }: Tool): void {
  failures.set(address, { count: quirks.attemptLimit + 1, at: clock.now().getTime() });
}

export function succeeded({ failures }: Tool): void {
  failures.delete(address);
}

export function banText({ quirks }: Tool): string {
  return `Vous êtes exclu du système pour ${quirks.banMinutes} Minutes, trop d’Erreurs de Connexion.`;
}
