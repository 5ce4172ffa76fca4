import type { Subject } from '@passerelle/connector/testing';
import { world } from './conformance.world.js';
import { glpi } from './index.js';

export const subject: Subject<typeof glpi.config> = {
  definition: glpi,
  without: [
    'sink',
    'adoptable',
    'dropping',
    'mails',
    'directory',
    'vocabulary',
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
  setup: (ports) => world(ports),
};
