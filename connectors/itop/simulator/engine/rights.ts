import type { Actor, Instance } from '../instance.js';

export type Right = 'read' | 'create' | 'modify' | 'delete';

export interface Rights {
  may(right: Right, className: string): boolean;
}

const agents = ['Support Agent', 'Service Desk Agent'];
const readers = [
  ...agents,
  'Configuration Manager',
  'Problem Manager',
  'Change Implementor',
  'Change Supervisor',
  'Service Manager',
  'Document author',
];
const writable = ['UserRequest', 'Incident', 'WorkOrder', 'lnkContactToTicket', 'lnkFunctionalCIToTicket'];

/** The default profiles of iTop 3.2, as far as they were seen. Stimuli need no right of their own over REST. */
export function rightsOf({ model, quirks }: Instance, { profiles }: Actor): Rights {
  const administrator = profiles.has('Administrator');
  const has = (names: readonly string[]): boolean => names.some((name) => profiles.has(name));
  return {
    may(right, className) {
      if (right !== 'read' && quirks.readOnly) return false;
      if (administrator) return true;
      const found = model.find(className);
      if (right === 'read') return found?.readable === 'profiles' && has(readers);
      if (className === 'Attachment')
        return has([...agents, 'Problem Manager', 'Change Implementor', 'Change Supervisor']);
      if (right === 'create' && className === 'Person') return has(['Configuration Manager']);
      if (right === 'delete') return has(agents) && className.startsWith('lnk');
      return has(agents) && writable.includes(className);
    },
  };
}
