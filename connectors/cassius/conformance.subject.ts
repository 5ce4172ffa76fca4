import type { Subject } from '@passerelle/connector/testing';
import { cassius } from './index.js';
import { oldPlatform } from './simulator/old-platform.js';

export const subject: Subject<typeof cassius.config> = {
  definition: cassius,
  snapshots: true,
  without: [
    'http',
    'sessions',
    'stamped',
    'sink',
    'adoptable',
    'dropping',
    'mails',
    'directory',
    'vocabulary',
    'inventory',
    'create',
    'update',
    'transition',
    'append',
    'amend',
    'retract',
    'attach',
    'link',
    'unlink',
    'relate',
    'remove',
  ],
  setup: ({ clock }) => oldPlatform(clock),
};
