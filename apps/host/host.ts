import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  CONFIGURATION,
  exitCodes,
  LOG,
  nestLog,
  OperatorError,
  type Configuration,
  type PasserelleOptions,
} from '@passerelle/runtime';
import { ApiServer } from './api/api-server.js';
import { HostModule } from './host.module.js';
import { MirrorRunner } from './mirror-runner.js';
import { MirrorSchedule } from './mirror-schedule.js';
import { RouteRunner } from './route-runner.js';
import { RouteSchedule } from './route-schedule.js';

export interface Host {
  /** Where the console and the API are served; null where they are not. */
  readonly url: string | null;
  /** Stops runs at a safe point, gives leases back, closes the database. */
  close(): Promise<void>;
}

/** Starts the service. Throws OperatorError where it cannot, or has nothing to do. */
export async function startHost(options: PasserelleOptions): Promise<Host> {
  const application = await open(options, false);
  const { url } = application.get(ApiServer);
  const scheduled = application.get(RouteSchedule).scheduled.length + application.get(MirrorSchedule).scheduled.length;
  if (scheduled === 0 && url === null) {
    await application.close();
    throw new OperatorError(
      'configuration',
      {
        fr: `${options.configurationFile} : une route qui part d’une connexion avec «every», ou un miroir, est attendu ; il n’y en a pas`,
        en: `${options.configurationFile}: expected a route that comes from a connection with «every», or mirrors one, none came`,
      },
      {
        fr: 'ajoutez «every: 5m» à cette connexion, ou lancez les routes à la main avec «passerelle migrate run» et «passerelle sync»',
        en: 'add «every: 5m» to that connection, or run routes by hand with «passerelle migrate run» and «passerelle sync»',
      },
    );
  }
  return { url, close: () => application.close() };
}

/** Runs every route one time, migrations in the order of the configuration, then all mirrors together; returns the exit code of the first that is not whole, else 0. */
export async function runOnce(options: PasserelleOptions, signal?: AbortSignal): Promise<number> {
  const application = await open(options, true);
  const stop = (): void => void application.close();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const codes: number[] = [];
    const migrations = application.get<Configuration>(CONFIGURATION).routes.filter(({ mode }) => mode === 'migrate');
    for (const { name } of migrations) {
      if (signal?.aborted) return exitCodes.aborted;
      const outcome = await application.get(RouteRunner).run(name);
      codes.push(outcome.kind === 'failed' ? outcome.error.exitCode : outcome.kind === 'gap' ? exitCodes.gap : 0);
    }
    if (signal?.aborted) return exitCodes.aborted;
    codes.push(await application.get(MirrorRunner).once());
    return codes.find((code) => code !== 0) ?? 0;
  } finally {
    signal?.removeEventListener('abort', stop);
    await application.close();
  }
}

async function open(options: PasserelleOptions, once: boolean): Promise<INestApplicationContext> {
  const module = HostModule.forRoot({ ...options, once });
  const application = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
  application.useLogger(nestLog(application.get(LOG)));
  return application;
}
