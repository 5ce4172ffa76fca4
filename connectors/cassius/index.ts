import { defineConnector } from '@passerelle/connector';
import { checkExport } from './check.js';
import { config } from './config.js';
import { journals } from './journal-words.js';
import { besideKeeper } from './keeper.js';
import { notices } from './notices.js';
import { cassiusSource } from './source.js';
import { surveyor } from './survey.js';

/** The old platform, as far as its exports tell: lists, a journal, attachments. It can be read and never written to. */
export const cassius = defineConnector({
  name: 'cassius',
  config,
  journals,
  connect(surroundings) {
    const { connection, folder, zone, warn } = surroundings;
    const told = notices(({ en }) => warn(en));
    const besideOf = besideKeeper(surroundings);
    const survey = surveyor(connection, folder, zone, surroundings.config);
    return {
      journals,
      // What the index calls public is public; what nobody speaks of is not.
      attachments: 'internal',
      check: (signal) => checkExport(surroundings, survey, besideOf, signal),
      source: cassiusSource(surroundings, survey, besideOf, told),
    };
  },
});
