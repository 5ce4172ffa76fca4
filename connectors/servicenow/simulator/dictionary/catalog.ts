import { column, count, flag, instant, level, reference, text, word } from './column.js';
import type { Table } from './table.js';

export const request: Table = {
  name: 'sc_request',
  label: { en: 'Request', fr: 'Demande' },
  parent: 'task',
  display: 'number',
  prefix: 'REQ',
  audited: true,
  columns: [
    reference('requested_for', 'sys_user', 'Requested for', 'Demandé pour'),
    column('glide_date', 'requested_date', 'Requested date', 'Date demandée'),
    word('request_state', 'Request state', 'État de la demande', { choice: 3, default: 'submitted' }),
    word('stage', 'Stage', 'Étape', { default: 'requested' }),
    column('currency', 'price', 'Price', 'Prix', { default: '0' }),
    text('delivery_address', 4000, 'Deliver to', 'Adresse de livraison'),
    text('special_instructions', 4000, 'Special instructions', 'Instructions particulières'),
    reference('parent_interaction', 'task', 'Parent interaction', 'Interaction parente'),
  ],
};

export const requestedItem: Table = {
  name: 'sc_req_item',
  label: { en: 'Requested Item', fr: 'Élément demandé' },
  parent: 'task',
  display: 'number',
  prefix: 'RITM',
  audited: true,
  indexed: ['request'],
  columns: [
    reference('request', 'sc_request', 'Request', 'Demande'),
    reference('requested_for', 'sys_user', 'Requested for', 'Demandé pour'),
    reference('cat_item', 'sc_cat_item', 'Item', 'Article'),
    count('quantity', 'Quantity', 'Quantité', { default: '1' }),
    column('currency', 'price', 'Price', 'Prix', { default: '0' }),
    column('currency', 'recurring_price', 'Recurring price', 'Prix récurrent', { default: '0' }),
    word('recurring_frequency', 'Recurring frequency', 'Fréquence de récurrence'),
    word('stage', 'Stage', 'Étape', { choice: 2, default: 'waiting_for_approval' }),
    flag('backordered', 'Backordered', 'En rupture'),
    flag('billable', 'Billable', 'Facturable'),
    reference('configuration_item', 'cmdb_ci', 'Configuration item', 'Élément de configuration'),
    instant('estimated_delivery', 'Estimated delivery', 'Livraison estimée'),
    reference('order_guide', 'sc_cat_item', 'Order guide', 'Guide de commande'),
    reference('sc_catalog', 'sc_catalog', 'Catalog', 'Catalogue'),
    reference('context', 'wf_context', 'Context', 'Contexte'),
    reference('flow_context', 'sys_flow_context', 'Flow context', 'Contexte de flux'),
  ],
};

export const catalogTask: Table = {
  name: 'sc_task',
  label: { en: 'Catalog Task', fr: 'Tâche de catalogue' },
  parent: 'task',
  display: 'number',
  prefix: 'SCTASK',
  audited: true,
  indexed: ['request_item', 'request'],
  columns: [
    reference('request', 'sc_request', 'Request', 'Demande'),
    reference('request_item', 'sc_req_item', 'Request item', 'Élément demandé'),
    reference('sc_catalog', 'sc_catalog', 'Catalog', 'Catalogue'),
    count('calendar_stc', 'Resolve time', 'Délai de résolution'),
  ],
};

export const catalogItem: Table = {
  name: 'sc_cat_item',
  label: { en: 'Catalog Item', fr: 'Article de catalogue' },
  display: 'name',
  stamps: 'classed',
  indexed: ['name'],
  columns: [
    text('name', 100, 'Name', 'Nom'),
    text('short_description', 200, 'Short description', 'Description brève'),
    reference('category', 'sc_category', 'Category', 'Catégorie'),
    column('currency', 'price', 'Price', 'Prix', { default: '0' }),
    flag('active', 'Active', 'Actif', 'true'),
    reference('group', 'sys_user_group', 'Fulfillment group', 'Groupe de traitement'),
    reference('flow_designer_flow', 'sys_hub_flow', 'Flow', 'Flux'),
    reference('workflow', 'wf_workflow', 'Workflow', 'Workflow'),
    text('delivery_time', 40, 'Delivery time', 'Délai de livraison'),
    level('order', 'Order', 'Ordre', { choice: 2, default: '0' }),
  ],
};
export const catalog: Table = {
  name: 'sc_catalog',
  label: { en: 'Catalog', fr: 'Catalogue' },
  display: 'title',
  columns: [text('title', 100, 'Title', 'Titre'), flag('active', 'Active', 'Actif', 'true')],
};
export const catalogCategory: Table = {
  name: 'sc_category',
  label: { en: 'Category', fr: 'Catégorie' },
  display: 'title',
  columns: [text('title', 100, 'Title', 'Titre'), flag('active', 'Active', 'Actif', 'true')],
};
