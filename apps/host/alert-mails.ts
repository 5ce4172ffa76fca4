import type { AlertSettings } from '@passerelle/runtime';
import { createTransport } from 'nodemailer';
import type { Logger } from 'pino';
import { z } from 'zod';

const patience = 10_000;
const address = z.email();

export interface Letter {
  readonly subject: string;
  readonly text: string;
  /** Owners of what it is about: one whose name is an address gets it too. */
  readonly owners: readonly (string | null)[];
}

/** Sends a letter to whom the configuration names; false where the server did not take it for anybody. */
export async function mailTo(
  { server, from, to }: NonNullable<AlertSettings['mail']>,
  { subject, text, owners }: Letter,
  log: Logger,
): Promise<boolean> {
  const transport = createTransport({
    url: server.reveal(),
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    // Text is ours and plain; nothing is ever fetched to fill a letter.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const also = owners.flatMap((owner) => (owner !== null && address.safeParse(owner).success ? [owner] : []));
  try {
    const { rejected } = await transport.sendMail({ from, to: [...new Set([...to, ...also])], subject, text });
    if (rejected.length > 0) log.error({ rejected }, 'the mail server refused some of «alerts: mail: to»');
    return true;
  } catch (error) {
    // The message of a refused login may hold what was sent.
    const { code, responseCode } = error as { readonly code?: string; readonly responseCode?: number };
    log.error({ code, answer: responseCode }, 'an alert was not mailed; see «alerts: mail»');
    return false;
  } finally {
    transport.close();
  }
}
