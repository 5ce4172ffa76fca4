import { blob, choice, datetime, field, integer, key, objectkey, string, text, type Attribute } from './attribute.js';
import type { ClassModel } from './class-model.js';

const about: readonly Attribute[] = [
  datetime('expire', 'Expire'),
  string('temp_id', 'Temporary Id', 'Id Temporaire'),
  string('item_class', 'Item class', 'Classe d’Item', { mandatory: true }),
  objectkey('item_id', 'Item'),
  integer('item_org_id', 'Item organization', 'Organisation de l’Item'),
  blob('contents', 'Contents', 'Contenu'),
];

const trail: readonly Attribute[] = [
  key('change', 'CMDBChange', 'Change'),
  datetime('date', 'Date'),
  string('userinfo', 'User', 'Utilisateur'),
  key('user_id', 'User', 'User', 'Utilisateur'),
  string('objclass', 'Class', 'Classe'),
  objectkey('objkey', 'Object', 'Objet'),
];

const before: readonly Attribute[] = [string('attcode', 'Attribute', 'Attribut')];

function operation(name: string, attributes: readonly Attribute[]): ClassModel {
  return {
    name,
    parent: 'CMDBChangeOp',
    attributes,
    named: (object) => object.text('change'),
    order: 'friendlyname',
    readable: 'administrators',
  };
}

/** Attachments, links, work orders, the history, triggers. */
export const recordClasses: readonly ClassModel[] = [
  {
    name: 'Attachment',
    attributes: [
      ...about,
      datetime('creation_date', 'Creation date', 'Date de création'),
      key('user_id', 'User', 'User', 'Utilisateur', { recall: 'UserLocal' }),
      key('contact_id', 'Person', 'Contact', 'Contact', { flag: true }),
    ],
    named: (object) => `${object.text('item_class')} `,
    order: 'friendlyname',
    org: 'item_org_id',
    readable: 'profiles',
  },
  {
    name: 'InlineImage',
    attributes: [...about, string('secret', 'Secret')],
    named: (object) => `${object.text('item_class')} `,
    order: 'friendlyname',
    readable: 'administrators',
  },
  {
    name: 'lnkContactToTicket',
    attributes: [
      key('ticket_id', 'Ticket', 'Ticket', 'Ticket', { mandatory: true, recall: 'Ticket' }),
      field('ticket_ref', 'ticket_id', 'ref'),
      key('contact_id', 'Contact', 'Contact', 'Contact', { mandatory: true, recall: 'Contact', flag: true }),
      field('contact_email', 'contact_id', 'email'),
      field('contact_name', 'contact_id', 'name'),
      string('role', 'Role', 'Rôle'),
      choice('role_code', 'Role', 'Rôle', { values: ['computed', 'do_not_notify', 'manual'], default: 'manual' }),
    ],
    named: (object) => `${object.text('contact_name')} / ${object.text('ticket_ref')}`,
    order: 'friendlyname',
    readable: 'profiles',
  },
  {
    name: 'lnkFunctionalCIToTicket',
    attributes: [
      key('ticket_id', 'Ticket', 'Ticket', 'Ticket', { mandatory: true, recall: 'Ticket' }),
      field('ticket_ref', 'ticket_id', 'ref'),
      key('functionalci_id', 'FunctionalCI', 'CI', 'CI', { mandatory: true, recall: 'FunctionalCI', flag: true }),
      field('functionalci_name', 'functionalci_id', 'name'),
      string('impact', 'Impact'),
      choice('impact_code', 'Impact', 'Impact', {
        values: ['computed', 'manual', 'not_impacted'],
        default: 'manual',
      }),
    ],
    named: (object) => `${object.text('functionalci_name')} / ${object.text('ticket_ref')}`,
    order: 'friendlyname',
    readable: 'profiles',
  },
  {
    name: 'WorkOrder',
    attributes: [
      string('name', 'Name', 'Nom', { mandatory: true }),
      choice('status', 'Status', 'Etat', { values: ['open', 'closed'], default: 'open' }),
      text('description', 'Description', 'Description', { mandatory: true }),
      key('ticket_id', 'Ticket', 'Ticket', 'Ticket', { mandatory: true, recall: 'Ticket' }),
      field('ticket_ref', 'ticket_id', 'ref'),
      key('team_id', 'Team', 'Team', 'Equipe', { flag: true }),
      field('team_name', 'team_id', 'name'),
      key('agent_id', 'Person', 'Agent', 'Agent', { flag: true }),
      field('agent_name', 'agent_id', 'name'),
      datetime('start_date', 'Start date', 'Date de début'),
      datetime('end_date', 'End date', 'Date de fin'),
    ],
    named: (object) => object.text('name'),
    order: 'name',
    readable: 'profiles',
  },
  {
    name: 'CMDBChange',
    attributes: [
      datetime('date', 'Date'),
      string('userinfo', 'User', 'Utilisateur'),
      key('user_id', 'User', 'User', 'Utilisateur'),
      string('origin', 'Origin', 'Origine'),
    ],
    named: (object) => object.text('date'),
    order: 'friendlyname',
    readable: 'administrators',
  },
  {
    name: 'CMDBChangeOp',
    abstract: true,
    attributes: trail,
    named: (object) => object.text('change'),
    order: 'friendlyname',
    readable: 'administrators',
  },
  operation('CMDBChangeOpCreate', []),
  operation('CMDBChangeOpDelete', [string('fclass', 'Class'), string('fname', 'Name')]),
  operation('CMDBChangeOpSetAttributeScalar', [...before, string('oldvalue', 'Before'), string('newvalue', 'After')]),
  operation('CMDBChangeOpSetAttributeText', [...before, text('prevdata', 'Before')]),
  operation('CMDBChangeOpSetAttributeHTML', [...before, text('prevdata', 'Before')]),
  operation('CMDBChangeOpSetAttributeCaseLog', [...before, integer('lastentry', 'Last entry')]),
  operation('CMDBChangeOpAttachmentAdded', [string('filename', 'File')]),
  {
    name: 'Trigger',
    abstract: true,
    attributes: [text('description', 'Description'), string('target_class', 'Target class', 'Classe cible')],
    named: (object) => object.text('description'),
    order: 'friendlyname',
    readable: 'administrators',
  },
  ...(
    [
      ['TriggerOnObjectCreate', []],
      ['TriggerOnObjectUpdate', [string('target_attcodes', 'Attributes', 'Champs cibles')]],
      ['TriggerOnStateEnter', [string('state', 'State', 'Etat')]],
    ] as const
  ).map(([name, attributes]): ClassModel => ({
    name,
    parent: 'Trigger',
    attributes,
    named: (object) => object.text('description'),
    order: 'friendlyname',
    readable: 'administrators',
  })),
];
