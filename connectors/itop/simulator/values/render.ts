import { hasHierarchy } from '../model/class-model.js';
import type { Attribute } from '../model/attribute.js';
import type { Database } from '../store/database.js';
import { blobOf, logOf, textOf, watchOf, type Stored } from '../store/stored.js';

export interface Renderer {
  /** One attribute of an object as JSON; undefined for a code that the class does not have. */
  value(object: Stored, code: string): unknown;
  /** Every code that `*` of a class means. */
  everything(className: string): readonly string[];
  /** Whether `output_fields` may name it. */
  knows(className: string, code: string): boolean;
}

/** What the connected user may see of link sets; rows of classes that he may not read are left out. */
export type MayRead = (className: string) => boolean;

export function createRenderer(database: Database, mayRead: MayRead): Renderer {
  const { model } = database;
  const target = (object: Stored, attribute: Attribute): Stored | undefined =>
    attribute.target === undefined
      ? undefined
      : database.find(attribute.target, Number(textOf(object, attribute.code)) || 0);

  const companions = (attributes: readonly Attribute[]): string[] =>
    attributes.flatMap(({ code, kind, flag, recall }) =>
      kind !== 'key'
        ? []
        : [
            `${code}_friendlyname`,
            ...(recall === undefined ? [] : [`${code}_finalclass_recall`]),
            ...(flag ? [`${code}_obsolescence_flag`] : []),
          ],
    );
  const ends = (className: string): string[] => [
    ...(hasHierarchy(model, className) ? ['finalclass'] : []),
    'friendlyname',
  ];

  const companion = (object: Stored, code: string): unknown => {
    const found = /^(.+)_(friendlyname|obsolescence_flag|finalclass_recall)$/.exec(code);
    const key = found && model.attribute(object.class, found[1] ?? '');
    if (!found || key?.kind !== 'key') return undefined;
    const other = target(object, key);
    if (found[2] === 'obsolescence_flag') return key.flag ? '' : undefined;
    if (found[2] === 'finalclass_recall') return other?.class ?? key.recall;
    return other ? database.friendly(other) : '';
  };

  const row = (object: Stored, back: string): Record<string, unknown> => {
    const attributes = model
      .attributesOf(object.class)
      .filter(({ code, kind, via }) => code !== back && via?.[0] !== back && kind !== 'password');
    const codes = [...attributes.map(({ code }) => code), ...ends(object.class), ...companions(attributes)];
    return Object.fromEntries(codes.map((code) => [code, value(object, code)]));
  };

  const value = (object: Stored, code: string): unknown => {
    if (code === 'id') return String(object.id);
    if (code === 'friendlyname') return database.friendly(object);
    if (code === 'finalclass') return object.class;
    const attribute = model.attribute(object.class, code);
    if (!attribute) return companion(object, code);
    const watch = attribute.of === undefined ? null : watchOf(object, attribute.of);
    switch (attribute.kind) {
      case 'caselog':
        return {
          entries: logOf(object, code).map(({ at, by, userId, message, html }) => ({
            date: at,
            user_login: by,
            user_id: userId,
            message,
            message_html: html,
          })),
        };
      case 'links': {
        const [rowClass = '', back = ''] = attribute.rows ?? [];
        if (!mayRead(rowClass)) return [];
        return database
          .all(rowClass)
          .filter((each) => textOf(each, back) === String(object.id))
          .map((each) => row(each, back));
      }
      case 'stopwatch': {
        const running = watchOf(object, code);
        if (!running) return 0;
        return running.seconds;
      }
      case 'deadline':
        return watch?.deadline ?? '';
      case 'passed':
        return watch?.passed ? 'yes' : 'no';
      case 'over':
        return watch?.over ?? null;
      case 'blob': {
        const blob = blobOf(object, code);
        if (!blob) return { data: '', mimetype: '', filename: '', downloads_count: 0 };
        const { data, mimetype, filename, downloads } = blob;
        return { data, mimetype, filename, downloads_count: downloads };
      }
      case 'meta': {
        const status = textOf(object, 'status');
        return status === 'closed' || status === 'rejected' ? 'closed' : status === 'resolved' ? 'resolved' : 'ongoing';
      }
      case 'field':
        return database.text(object, code);
      case 'enum': {
        const raw = textOf(object, code);
        return raw === '' ? null : raw;
      }
      case 'key':
      case 'objectkey':
      case 'integer':
        return textOf(object, code) || '0';
      case 'password':
        return '*****';
      case 'string':
      case 'text':
      case 'html':
      case 'datetime':
      case 'duration':
        return textOf(object, code);
    }
  };

  return {
    value,
    everything(className) {
      const attributes = model.attributesOf(className).filter(({ kind }) => kind !== 'password');
      return [...attributes.map(({ code }) => code), ...ends(className), ...companions(attributes)];
    },
    knows: (className, code) => {
      if (['id', 'friendlyname', 'finalclass'].includes(code)) return true;
      if (model.attribute(className, code)) return true;
      const found = /^(.+)_(friendlyname|obsolescence_flag|finalclass_recall)$/.exec(code);
      return found !== null && model.attribute(className, found[1] ?? '')?.kind === 'key';
    },
  };
}
