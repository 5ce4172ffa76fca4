import type { Actor, Instance } from '../instance.js';
import { asRecord, createFinder, type Finder } from '../engine/find.js';
import type { Right } from '../engine/rights.js';
import { createWriting, type Writing } from '../engine/write.js';
import { Refusal, thrown, unauthorized } from '../refusal.js';
import type { Stored } from '../store/stored.js';
import { deleteObjects } from './delete.js';

export type Answer = Readonly<Record<string, unknown>>;
export type Operation = Readonly<Record<string, unknown>>;

export interface Ask {
  readonly instance: Instance;
  readonly actor: Actor;
  readonly finder: Finder;
  readonly operation: Operation;
  readonly version: string;
  /** Whether a password of somebody is right. */
  readonly authorised: (login: string, password: string) => boolean;
}

const verbs = [
  ['core/create', 'Create an object'],
  ['core/update', 'Update an object'],
  ['core/apply_stimulus', 'Apply a stimulus to change the state of an object'],
  ['core/get', 'Search for objects'],
  ['core/delete', 'Delete objects'],
  ['core/get_related', 'Get related objects through the specified relation'],
  ['core/check_credentials', 'Check user credentials'],
] as const;

export function perform(
  instance: Instance,
  actor: Actor,
  operation: Operation,
  ask: Pick<Ask, 'version' | 'authorised'>,
): Answer {
  const { operation: verb } = operation;
  if (verb === undefined) throw thrown("Missing parameter 'operation'");
  const full: Ask = { ...ask, instance, actor, finder: createFinder(instance, actor), operation };
  switch (String(verb as string)) {
    case 'list_operations':
      return {
        code: 0,
        message: `Operations: ${verbs.length}`,
        version: ask.version,
        operations: verbs.map(([each, description]) => ({ verb: each, description, extension: 'CoreServices' })),
      };
    case 'core/get':
      return get(full);
    case 'core/create':
      return create(full);
    case 'core/update':
      return update(full);
    case 'core/apply_stimulus':
      return applyStimulus(full);
    case 'core/delete':
      parameter(full, 'comment');
      return deleteObjects(full, classOf(full, 'delete'), parameter(full, 'key'));
    case 'core/get_related':
      return related(full);
    case 'core/check_credentials': {
      const user = String(parameter(full, 'user'));
      return { code: 0, message: null, authorized: ask.authorised(user, String(parameter(full, 'password'))) };
    }
    default:
      throw new Refusal(11, `Error: Unknown verb '${String(verb as string)}' in version '${ask.version}'`);
  }
}

export function parameter({ operation }: Ask, name: string): unknown {
  const value = operation[name];
  if (value === undefined) throw thrown(`Missing parameter '${name}'`);
  return value;
}

const verbOf: Readonly<Record<Right, string>> = {
  read: 'reading',
  create: 'creating',
  modify: 'modifying',
  delete: 'deleting',
};

function known(ask: Ask): string {
  const name = String(parameter(ask, 'class') as string);
  if (!ask.instance.model.find(name)) throw thrown(`class: '${name}' is not a valid class'`);
  return name;
}

function demandRight({ finder }: Ask, right: Right, className: string): void {
  if (finder.rights.may(right, className)) return;
  throw new Refusal(
    unauthorized,
    `The current user does not have enough permissions for ${verbOf[right]} data of class ${className}`,
    false,
  );
}

export function classOf(ask: Ask, right: Right): string {
  const name = known(ask);
  demandRight(ask, right, name);
  return name;
}

/** Codes that `output_fields` names, checked against the class before anything is written. */
function outputOf({ operation, finder }: Ask, className: string): string[] | '*' | '*+' {
  const given = String((operation['output_fields'] as string | undefined) ?? '*').trim();
  if (given === '*' || given === '*+') return given;
  const codes = given.split(',').map((each) => each.trim());
  for (const code of codes)
    if (!finder.renderer.knows(className, code)) throw thrown(`output_fields: invalid attribute code '${code}'`);
  return codes;
}

function shown({ finder, instance }: Ask, object: Stored, className: string, output: string[] | '*' | '*+'): Answer {
  const codes =
    output === '*+'
      ? finder.renderer.everything(object.class)
      : // An object of an unrelated class shows its name and nothing else.
        !instance.model.isA(object.class, className)
        ? ['id', 'friendlyname']
        : output === '*'
          ? finder.renderer.everything(className)
          : output;
  return Object.fromEntries(codes.map((code) => [code, finder.renderer.value(object, code)]));
}

function listed(
  ask: Ask,
  objects: readonly Stored[],
  className: string,
  message: string,
  output: string[] | '*' | '*+',
) {
  if (objects.length === 0) return null;
  return Object.fromEntries(
    objects.map((object) => [
      `${object.class}::${object.id}`,
      {
        code: 0,
        message,
        class: object.class,
        key: String(object.id),
        fields: shown(ask, object, className, output),
      },
    ]),
  );
}

function get(ask: Ask): Answer {
  const className = known(ask);
  const key = parameter(ask, 'key');
  const output = outputOf(ask, className);
  demandRight(ask, 'read', className);
  const { className: from, found } = ask.finder.all(className, key);
  if (from !== className) demandRight(ask, 'read', from);
  const limit = Number(ask.operation['limit'] ?? 0);
  const page = Number(ask.operation['page'] ?? 1);
  if (page < 1)
    throw new Refusal(13, 'The request page number is not valid. It must be an integer greater than 0', false);
  const shownOnes = limit > 0 ? found.slice((page - 1) * limit, page * limit) : found;
  return { code: 0, message: `Found: ${found.length}`, objects: listed(ask, shownOnes, className, '', output) };
}

function writingOf({ instance, actor, finder, operation }: Ask): Writing {
  const comment = String((operation['comment'] as string | undefined) ?? '');
  return createWriting(instance, { actor, finder, comment, origin: 'webservice-rest' });
}

function fieldsOf(ask: Ask): Readonly<Record<string, unknown>> {
  return asRecord(parameter(ask, 'fields')) ?? {};
}

function create(ask: Ask): Answer {
  parameter(ask, 'comment');
  const className = known(ask);
  const fields = fieldsOf(ask);
  const output = outputOf(ask, className);
  demandRight(ask, 'create', className);
  const object = writingOf(ask).create(className, fields);
  return { code: 0, message: null, objects: listed(ask, [object], object.class, 'created', output) };
}

function update(ask: Ask): Answer {
  parameter(ask, 'comment');
  const className = known(ask);
  const key = parameter(ask, 'key');
  const fields = fieldsOf(ask);
  const output = outputOf(ask, className);
  demandRight(ask, 'modify', className);
  const object = writingOf(ask).update(ask.finder.one(className, key), fields);
  return { code: 0, message: null, objects: listed(ask, [object], className, 'updated', output) };
}

function applyStimulus(ask: Ask): Answer {
  parameter(ask, 'comment');
  const className = known(ask);
  const key = parameter(ask, 'key');
  const fields = fieldsOf(ask);
  const stimulus = String(parameter(ask, 'stimulus') as string);
  const output = outputOf(ask, className);
  demandRight(ask, 'modify', className);
  const object = writingOf(ask).stimulus(ask.finder.one(className, key), stimulus, fields, className);
  return { code: 0, message: null, objects: listed(ask, [object], className, 'updated', output) };
}

function related(ask: Ask): Answer {
  const className = classOf(ask, 'read');
  const { found } = ask.finder.all(className, parameter(ask, 'key'));
  const counts =
    found.length > 0 ? `Scope: ${found.length}; Related objects: ${className}= ${found.length}` : 'Nothing found';
  const objects = listed(ask, found, className, '', ['id', 'friendlyname']);
  return { code: 0, message: counts, objects, relations: [] };
}
