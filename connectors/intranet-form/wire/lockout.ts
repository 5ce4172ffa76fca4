import { type Clock, type ErrorKind, type Told, joined } from '@passerelle/connector';

/**
 * The tool excludes an address for an hour at its sixth failure, and staff behind the same proxy with it; wrong references,
 * wrong e-mails and wrong passwords share one counter. So we stop at two, and only a success forgives. An answer that got
 * lost may have been a failure: it counts for an hour, and with the others never comes near the sixth.
 */
export interface Lockout {
  /** Why nothing may be tried any more; null while it may. Failures wait for a human; lost answers are over within the hour. */
  reason(): { readonly kind: ErrorKind; readonly why: Told } | null;
  failed(what: Told): void;
  /** Nobody knows what the tool said. */
  doubted(): void;
  succeeded(): void;
}

const mostFailures = 2;
const mostInAll = 4;
const hour = 3_600_000;

export function newLockout(clock: Clock): Lockout {
  const failures: Told[] = [];
  let doubts: number[] = [];
  return {
    reason() {
      const now = clock.now().getTime();
      doubts = doubts.filter((at) => now - at <= hour);
      if (failures.length >= mostFailures)
        return {
          kind: 'unauthorized',
          why: {
            fr: `${failures.length} tentatives ont échoué (${joined(failures).fr}) et plus rien n’est tenté, car l’outil exclut toute l’adresse à la sixième ; corrigez la configuration et relancez`,
            en: `${failures.length} attempts failed (${joined(failures).en}) and nothing more is tried, since the tool excludes the whole address at the sixth; correct the configuration and start again`,
          },
        };
      if (failures.length + doubts.length >= mostInAll)
        return {
          kind: failures.length > 0 ? 'unauthorized' : 'unavailable',
          why: {
            fr: `${doubts.length} réponses à des tentatives se sont perdues en une heure et étaient peut-être des échecs ; plus rien n’est tenté pendant ce temps, car l’outil exclut toute l’adresse à la sixième`,
            en: `${doubts.length} answers to attempts were lost within an hour and may have been failures; nothing more is tried for that long, since the tool excludes the whole address at the sixth`,
          },
        };
      return null;
    },
    failed: (what) => void failures.push(what),
    doubted: () => void doubts.push(clock.now().getTime()),
    succeeded() {
      failures.splice(0);
      doubts = [];
    },
  };
}
