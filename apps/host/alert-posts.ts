import type { Secret } from '@passerelle/connector';
import type { Logger } from 'pino';

const patience = 10_000;

/** Posts a message as JSON to each address; false where nobody took it. */
export async function postTo(webhooks: readonly Secret[], message: object, log: Logger): Promise<boolean> {
  const body = JSON.stringify(message);
  const headers = { 'content-type': 'application/json' };
  const ends = await Promise.allSettled(
    webhooks.map(async (url) => {
      // What it redirects to was named by nobody.
      const signal = AbortSignal.timeout(patience);
      const { status, ok } = await fetch(url.reveal(), { method: 'POST', headers, body, redirect: 'error', signal });
      if (!ok) throw new Error(`it answered ${status}`);
    }),
  );
  for (const [index, end] of ends.entries())
    if (end.status === 'rejected')
      log.error({ webhook: index + 1, reason: String(end.reason) }, 'an alert was not taken; see «alerts: webhooks»');
  return ends.some(({ status }) => status === 'fulfilled');
}
