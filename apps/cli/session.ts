import { NestFactory } from '@nestjs/core';
import { connectors } from '@passerelle/connectors';
import { holderName, HOUSE, nestLog, LOG, PasserelleModule, peekDatabase, type House } from '@passerelle/runtime';

/** The house open for one command, and the wish to stop that Ctrl-C expresses. */
export interface Session {
  readonly house: House;
  /** Names this process among all that may write; a dead one of the same host can be told by it. */
  readonly holder: string;
  readonly signal: AbortSignal;
}

/** Opens the house, works in it, and closes it whatever happens. The second Ctrl-C does not wait. */
export async function inSession<T>(
  configurationFile: string,
  how: { readonly writes: boolean },
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const interrupt = (): void => {
    if (stop.signal.aborted) process.exit(130);
    stop.abort(new DOMException('stopped on request', 'AbortError'));
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  const parts = how.writes ? {} : { database: peekDatabase };
  const module = PasserelleModule.forRoot({ configurationFile, definitions: connectors, parts });
  const application = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
  try {
    application.useLogger(nestLog(application.get(LOG)));
    return await work({
      house: application.get<House>(HOUSE),
      holder: holderName(),
      signal: stop.signal,
    });
  } finally {
    await application.close();
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}
