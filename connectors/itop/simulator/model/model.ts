import { dataModel, type DataModel } from './class-model.js';
import type { Flavour } from './lifecycle.js';
import { peopleClasses } from './people-classes.js';
import { recordClasses } from './record-classes.js';
import { serviceClasses } from './service-classes.js';
import { ticketClasses, type SiteModel } from './ticket-classes.js';

export function modelOf(flavour: Flavour, site?: SiteModel): DataModel {
  return dataModel([...peopleClasses, ...serviceClasses, ...ticketClasses(flavour, site), ...recordClasses]);
}
