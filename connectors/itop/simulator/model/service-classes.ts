import { choice, field, key, string, text } from './attribute.js';
import type { ClassModel } from './class-model.js';

const name: ClassModel['named'] = (object) => object.text('name');

/** The catalogue, contracts and what tickets can be about. */
export const serviceClasses: readonly ClassModel[] = [
  {
    name: 'ServiceFamily',
    attributes: [string('name', 'Name', 'Nom', { mandatory: true })],
    named: name,
    order: 'name',
    readable: 'profiles',
  },
  {
    name: 'Service',
    attributes: [
      string('name', 'Name', 'Nom', { mandatory: true }),
      key('org_id', 'Organization', 'Provider', 'Fournisseur', { flag: true }),
      key('servicefamily_id', 'ServiceFamily', 'Service Family', 'Famille de service'),
      field('servicefamily_name', 'servicefamily_id', 'name'),
      text('description', 'Description'),
      choice('status', 'Status', 'Etat', {
        values: ['implementation', 'obsolete', 'production'],
        default: 'production',
      }),
    ],
    named: name,
    order: 'name',
    readable: 'profiles',
  },
  {
    name: 'ServiceSubcategory',
    attributes: [
      string('name', 'Name', 'Nom', { mandatory: true }),
      text('description', 'Description'),
      key('service_id', 'Service', 'Service'),
      field('service_name', 'service_id', 'name'),
      choice('request_type', 'Request type', 'Type de requête', { values: ['incident', 'service_request'] }),
      choice('status', 'Status', 'Etat', {
        values: ['implementation', 'obsolete', 'production'],
        default: 'production',
      }),
    ],
    named: name,
    order: 'name',
    readable: 'profiles',
  },
  {
    name: 'CustomerContract',
    attributes: [string('name', 'Name', 'Nom'), key('org_id', 'Organization', 'Customer', 'Client', { flag: true })],
    named: name,
    order: 'name',
    org: 'org_id',
    readable: 'profiles',
  },
  {
    name: 'lnkCustomerContractToService',
    attributes: [
      key('customercontract_id', 'CustomerContract', 'Customer contract', 'Contrat client'),
      key('service_id', 'Service', 'Service'),
      field('service_name', 'service_id', 'name'),
    ],
    named: (object) => `${object.friendly('customercontract_id')} / ${object.text('service_name')}`,
    order: 'friendlyname',
    readable: 'profiles',
  },
  {
    name: 'FunctionalCI',
    abstract: true,
    attributes: [
      string('name', 'Name', 'Nom', { mandatory: true }),
      key('org_id', 'Organization', 'Organization', 'Organisation', { flag: true }),
    ],
    named: name,
    order: 'name',
    org: 'org_id',
    readable: 'profiles',
  },
  ...['Server', 'PC', 'DBServer'].map((each): ClassModel => ({
    name: each,
    parent: 'FunctionalCI',
    attributes: [string('serialnumber', 'Serial number', 'Numéro de série')],
    named: name,
    order: 'name',
    org: 'org_id',
    readable: 'profiles',
  })),
];
