import { dirname, resolve } from 'node:path';
import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import type { ConnectorDefinition } from '@passerelle/connector';
import type { Logger } from 'pino';
import { loadConfiguration, readConfiguration } from '../configuration/read.js';
import type { Environment } from '../configuration/references.js';
import type { Configuration } from '../configuration/settings.js';
import type { House } from '../house/house.js';
import { openHouse, type HouseParts } from '../house/open-house.js';
import { secretsOf } from '../house/secrets-of.js';
import { createLog } from '../log/create-log.js';

/** Tokens of what the module provides. */
export const HOUSE = Symbol('house');
export const CONFIGURATION = Symbol('configuration');
export const LOG = Symbol('log');

export interface PasserelleOptions {
  readonly configurationFile: string;
  /** What stands in it, where there is no such file. */
  readonly configurationText?: string;
  readonly definitions: readonly ConnectorDefinition[];
  readonly environment?: Environment;
  /** Other ports, for tests; a log of one's own as well. */
  readonly parts?: Partial<HouseParts>;
}

/** Configuration, log and house for a Nest application. Its shutdown closes the house, after everybody who works in it. */
@Module({})
export class PasserelleModule implements OnApplicationShutdown {
  constructor(@Inject(HOUSE) private readonly house: House) {}

  static forRoot(options: PasserelleOptions): DynamicModule {
    const { configurationFile, configurationText: text, definitions, environment = process.env, parts = {} } = options;
    const folder = dirname(resolve(configurationFile));
    return {
      module: PasserelleModule,
      global: true,
      providers: [
        {
          provide: CONFIGURATION,
          useFactory: () =>
            text === undefined
              ? loadConfiguration(configurationFile, definitions, environment)
              : readConfiguration({ path: configurationFile, text, folder }, definitions, environment),
        },
        {
          provide: LOG,
          useFactory: (configuration: Configuration) =>
            parts.log ?? createLog({ level: configuration.log, secrets: secretsOf(configuration) }),
          inject: [CONFIGURATION],
        },
        {
          provide: HOUSE,
          useFactory: (configuration: Configuration, log: Logger) =>
            openHouse(configuration, definitions, { ...parts, log }),
          inject: [CONFIGURATION, LOG],
        },
      ],
      exports: [CONFIGURATION, LOG, HOUSE],
    };
  }

  onApplicationShutdown(): Promise<void> {
    return this.house.close();
  }
}
