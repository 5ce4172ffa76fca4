import type { Stage } from './stage.js';
import type { Need } from './subject.js';

/** What this connector in this world really offers, found out rather than declared. */
export function offered({ connector, world, subject }: Stage): ReadonlySet<Need> {
  const { source, sink } = connector;
  const audiences = Object.values(subject.definition.journals);
  const found: readonly (readonly [Need, unknown])[] = [
    ['http', world.simulator],
    ['credentials', has(world, 'badConfig')],
    ['sessions', has(world, 'expireSessions')],
    ['source', source],
    ['stamped', source && !subject.snapshots],
    ['open', source && has(source, 'open')],
    ['broken', source && has(world, 'spoil')],
    ['public', audiences.includes('public')],
    ['internal', audiences.includes('internal')],
    ['sink', sink],
    ['adoptable', sink && has(sink, 'adoptable')],
    ['dropping', sink && subject.samples?.dropped],
    ['mails', sink && has(world, 'mails')],
    ['directory', connector.directory],
    ['vocabulary', connector.vocabulary],
    ['inventory', connector.inventory && has(world, 'machines')],
  ];
  return new Set([...found.flatMap(([need, there]) => (there ? [need] : [])), ...(sink?.accepts ?? [])]);
}

function has<T extends object>(object: T, name: keyof T): boolean {
  return object[name] !== undefined;
}

/** Every need there is. */
export const needs: readonly Need[] = [
  'http',
  'credentials',
  'sessions',
  'source',
  'stamped',
  'open',
  'broken',
  'public',
  'internal',
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
];
