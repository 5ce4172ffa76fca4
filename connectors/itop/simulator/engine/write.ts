import type { Actor, Instance } from '../instance.js';
import { PhpFatal, Refusal, internal, thrown } from '../refusal.js';
import { blobOf, logOf, textOf, type LogEntry, type Stored, type Value } from '../store/stored.js';
import { localOf } from '../values/local-time.js';
import { draftOf, type Draft, type LogChange } from './draft.js';
import type { Finder } from './find.js';
import { createTrail, type Trail } from './trail.js';
import { flawsOf } from './validate.js';
import { enterState } from './watches.js';
import { notify } from './mail.js';

/** What one user does in one request, or at one screen. */
export interface Writing {
  create(className: string, fields: Readonly<Record<string, unknown>>): Stored;
  update(object: Stored, fields: Readonly<Record<string, unknown>>): Stored;
  stimulus(object: Stored, stimulus: string, fields: Readonly<Record<string, unknown>>, asClass: string): Stored;
  remove(object: Stored): void;
}

const levels: Readonly<Record<string, readonly string[]>> = {
  '1': ['1', '1', '2', '4'],
  '2': ['1', '2', '3', '4'],
  '3': ['2', '3', '3', '4'],
};

export interface Act {
  readonly actor: Actor;
  readonly finder: Finder;
  readonly comment: string;
  readonly origin: 'webservice-rest' | 'interactive';
}

export function createWriting(instance: Instance, act: Act): Writing {
  const { database, model, clock, quirks } = instance;
  const { actor, finder } = act;
  const now = (): number => clock.now().getTime();
  const today = (): string => localOf(now(), quirks.zone);
  const isTicket = (object: Stored): boolean => model.isA(object.class, 'Ticket');
  const draft = (className: string, fields: Readonly<Record<string, unknown>>): Draft =>
    draftOf(instance, finder, actor, className, fields);

  const computed = (object: Stored): void => {
    if (!isTicket(object) || object.values['impact'] === undefined) return;
    const row = levels[textOf(object, 'impact')] ?? [];
    object.values['priority'] = row[Number(textOf(object, 'urgency')) - 1] ?? '4';
  };

  /** Reading a log and writing it back is no one act: an entry that was written in between is lost (recorded of 3.2.0). */
  const writeLog = (object: Stored, code: string, change: LogChange, trail: Trail): boolean => {
    const entries = change.items.map((item): LogEntry => ({ ...item, nth: ++instance.entries }));
    const begun = now();
    const place = `${object.class}::${object.id}::${code}`;
    const under = (instance.racing.get(place) ?? []).filter(({ committed }) => committed > begun);
    const lost = new Set(under.map(({ nth }) => nth));
    const base = change.replace ? [] : logOf(object, code).filter(({ nth }) => !lost.has(nth));
    object.values[code] = [...base, ...entries];
    if (quirks.logRace > 0)
      instance.racing.set(place, [...under, ...entries.map(({ nth }) => ({ nth, committed: begun + quirks.logRace }))]);
    trail.log(object, code, base.length);
    return entries.length > 0 || change.replace;
  };

  const writeLinks = (object: Stored, code: string, rows: Draft['links'][string]): boolean => {
    const [rowClass = '', back = ''] = model.attribute(object.class, code)?.rows ?? [];
    const there = database.all(rowClass).filter((each) => textOf(each, back) === String(object.id));
    if (rowClass === 'UserRequest' || rowClass === 'Incident') return false;
    for (const each of there) database.remove(each);
    for (const row of rows) {
      const { values } = draft(rowClass, row);
      database.insert(rowClass, { ...defaults(rowClass), ...values, [back]: String(object.id) });
    }
    return there.length > 0 || rows.length > 0;
  };

  const defaults = (className: string): Record<string, Value> =>
    Object.fromEntries(
      model
        .attributesOf(className)
        .filter((attribute) => attribute.default !== undefined)
        .map((attribute) => [attribute.code, attribute.default ?? '']),
    );

  const check = (object: Stored, id: number): void => {
    const flaws = flawsOf(model, object, actor.language);
    if (flaws.length === 0) return;
    const issues = flaws.map((flaw, index) => `${index}=>${flaw}`).join('; ');
    throw thrown(`${flaws.join(', ')}: issues = {${issues}}, class = ${object.class}, id = ${id}`);
  };

  const children = (object: Stored): Stored[] =>
    quirks.cascades && object.class === 'UserRequest'
      ? database.all('UserRequest').filter((each) => textOf(each, 'parent_request_id') === String(object.id))
      : [];

  /** Writes what differs, and says whether anything did. */
  const write = (object: Stored, { values, logs, links }: Draft, trail: Trail): boolean => {
    let changed = false;
    for (const [code, value] of Object.entries(values)) {
      if (code === 'last_update' || same(object.values[code], value)) continue;
      trail.value(object, code, object.values[code] ?? '', value);
      object.values[code] = value;
      changed = true;
    }
    for (const [code, change] of Object.entries(logs)) {
      changed = writeLog(object, code, change, trail) || changed;
      for (const child of change.replace ? [] : children(object)) {
        writeLog(child, code, change, trail);
        child.values['last_update'] = today();
      }
    }
    for (const [code, rows] of Object.entries(links)) changed = writeLinks(object, code, rows) || changed;
    return changed;
  };

  const copyOf = (object: Stored): Stored => ({ class: object.class, id: object.id, values: { ...object.values } });

  const update = (object: Stored, given: Draft, trail: Trail): Stored => {
    const trial = copyOf(object);
    Object.assign(trial.values, given.values);
    check(trial, object.id);
    const before = textOf(object, 'priority');
    const changed = write(object, given, trail);
    computed(object);
    if (textOf(object, 'priority') !== before) trail.value(object, 'priority', before, textOf(object, 'priority'));
    if (changed) {
      if (isTicket(object)) object.values['last_update'] = today();
      instance.changes++;
      notify(instance, object, { logs: given.logs, created: false, entered: null });
    }
    return object;
  };

  const stimulusOf = (
    object: Stored,
    stimulus: string,
    fields: Readonly<Record<string, unknown>>,
    asClass: string,
  ): Stored => {
    const lifecycle = instance.lifecycles[object.class];
    const state = textOf(object, 'status');
    const target = lifecycle?.graph[state]?.[stimulus];
    if (!lifecycle || target === undefined)
      throw new Refusal(
        internal,
        `Invalid stimulus: '${stimulus}' on the object ${database.friendly(object)} in state '${state}'`,
        false,
      );
    const given = draft(object.class, fields);
    const trial = copyOf(object);
    Object.assign(trial.values, given.values);
    // External keys that are 0 are not seen as missing; through a parent class nothing is looked at.
    const missing = (asClass === object.class ? (lifecycle.mandatory[target] ?? []) : []).filter(
      (code) => model.attribute(object.class, code)?.kind !== 'key' && textOf(trial, code) === '',
    );
    if (missing.length > 0)
      throw new Refusal(
        internal,
        `Missing mandatory attribute(s) for applying the stimulus: ${missing.join(', ')}.`,
        false,
      );
    check(trial, object.id);
    const bug = quirks.escalatedIncidentBug && quirks.version === '3.2.0';
    if (bug && object.class === 'Incident' && state === 'escalated_tto')
      throw new PhpFatal('Call to undefined method Incident::SetAssignedDate()');
    const trail = createTrail(instance, act);
    write(object, given, trail);
    trail.value(object, 'status', state, target);
    object.values['status'] = target;
    for (const [code, value] of Object.entries(enterState(object, stimulus, state, now(), quirks.zone))) {
      trail.value(object, code, object.values[code] ?? '', value);
      object.values[code] = value;
    }
    computed(object);
    object.values['last_update'] = today();
    instance.changes++;
    notify(instance, object, { logs: given.logs, created: false, entered: target });
    if (target === 'resolved') for (const child of children(object)) resolveChild(child, object);
    return object;
  };

  const resolveChild = (child: Stored, parent: Stored): void => {
    const graph = instance.lifecycles[child.class]?.graph[textOf(child, 'status')] ?? {};
    if (!('ev_autoresolve' in graph)) return;
    const label = `[[UserRequest:${parent.id}|${textOf(parent, 'ref')}]]`;
    stimulusOf(child, 'ev_autoresolve', { solution: `<p>Automatically resolved from ${label}</p>` }, child.class);
  };

  return {
    create(className, fields) {
      const root = model.root(className);
      const number = root === 'Ticket' ? database.nextRef() : 0;
      const given = draft(className, fields);
      const prefix = { UserRequest: 'R', Incident: 'I', Problem: 'P', Change: 'C' }[className] ?? 'C';
      const birth: Record<string, Value> =
        root === 'Ticket'
          ? { ref: `${prefix}-${String(number).padStart(6, '0')}`, start_date: today(), last_update: today() }
          : root === 'Attachment' || root === 'InlineImage'
            ? { expire: today(), creation_date: today(), user_id: String(actor.id), contact_id: String(actor.contact) }
            : {};
      const type = textOf(
        database.find('ServiceSubcategory', Number(given.values['servicesubcategory_id'])),
        'request_type',
      );
      const typed: Record<string, Value> = quirks.flavour === 'simple' && type !== '' ? { request_type: type } : {};
      const values = { ...defaults(className), ...birth, ...typed, ...given.values };
      const wanted = model.attribute(className, 'contents');
      if (wanted && 'contents' in given.values && !blobOf({ class: className, id: -1, values }, 'contents'))
        values['contents'] = '';
      check({ class: className, id: -1, values }, -1);
      const object = database.insert(className, values);
      const due = root === 'Ticket' ? instance.timeToOwn(values) : null;
      if (root === 'Ticket')
        object.values['tto'] = {
          seconds: 0,
          since: now(),
          deadline: due === null ? '' : localOf(now() + due * 1000, quirks.zone),
          passed: false,
          over: null,
        };
      const trail = createTrail(instance, act);
      trail.created(object);
      write(object, { values: {}, logs: given.logs, links: given.links }, trail);
      if (root === 'Ticket') instance.born(object, database);
      computed(object);
      instance.changes++;
      notify(instance, object, { logs: given.logs, created: true, entered: textOf(object, 'status') });
      return object;
    },
    update: (object, fields) => update(object, draft(object.class, fields), createTrail(instance, act)),
    stimulus: stimulusOf,
    remove(object) {
      createTrail(instance, act).deleted(object);
      if (isTicket(object))
        for (const rowClass of ['Attachment', 'lnkContactToTicket', 'lnkFunctionalCIToTicket', 'WorkOrder'])
          for (const each of database.all(rowClass)) {
            const back = rowClass === 'Attachment' ? 'item_id' : 'ticket_id';
            if (textOf(each, back) === String(object.id)) database.remove(each);
          }
      database.remove(object);
      instance.changes++;
    },
  };
}

function same(a: Value | undefined, b: Value): boolean {
  return JSON.stringify(a ?? '') === JSON.stringify(b);
}
