import { describe, expect, it } from '@jest/globals';
import { checkAll, laws, type Law } from './check.js';
import type { Project } from './project.js';

/** A small house in which nothing is wrong; each case plants one file in it. */
const innocent: Readonly<Record<string, string>> = {
  'libs/ticket/index.ts': "export * from './ticket.js';",
  'libs/ticket/ticket.ts': 'export interface Ticket { readonly number: string }',
  'libs/connector/index.ts': 'export class Fault extends Error {}\nexport type Clock = { now(): Date };',
  'libs/connector/system-ports.ts': 'export const systemClock = { now: () => new Date() };',
  'libs/connector/open-door.ts': "import axios from 'axios';\nexport const open = () => axios;",
  'libs/connector/testing/index.ts': "import { it } from '@jest/globals';\nexport { it };",
  'libs/mapping/index.ts':
    "import type { Ticket } from '@passerelle/ticket';\nexport type Read = (ticket: Ticket) => void;",
  'libs/sync/index.ts':
    "import { Fault, type Clock } from '@passerelle/connector';\nexport const f = Fault;\nexport type C = Clock;",
  'connectors/index.ts': "export { glpi } from './glpi/index.js';",
  'connectors/glpi/index.ts': "import { Fault } from '@passerelle/connector';\nexport const glpi = { Fault };",
  'connectors/glpi/index.spec.ts':
    "import { it } from '@passerelle/connector/testing';\nimport './simulator/index.js';\nit('x', () => {});",
  'connectors/glpi/simulator/index.ts': 'export const started = Date.now();',
  'connectors/itop/index.ts': 'export const itop = {};',
  'apps/sandbox/main.ts':
    "import { started } from '../../connectors/glpi/simulator/index.js';\nexport const at = started;",
  'apps/cli/commands/demo.ts': "import { at } from '../../sandbox/main.js';\nexport const begun = at;",
};

const readmes = [
  'libs/ticket',
  'libs/connector',
  'libs/mapping',
  'libs/sync',
  'connectors/glpi',
  'connectors/itop',
  'apps/sandbox',
  'apps/cli',
];

function house(planted: Readonly<Record<string, string>> = {}, folders: readonly string[] = []): Project {
  const sources = Object.entries({ ...innocent, ...planted }).map(([path, text]) => ({ path, text }));
  return {
    sources,
    files: [...sources.map(({ path }) => path), ...readmes.map((room) => `${room}/README.md`)],
    folders: ['apps', 'libs', 'connectors', 'mappings', 'test', '.git', 'node_modules', 'dist', ...folders],
    aliases: {
      '@passerelle/ticket': 'libs/ticket/index.ts',
      '@passerelle/connector': 'libs/connector/index.ts',
      '@passerelle/connector/testing': 'libs/connector/testing/index.ts',
      '@passerelle/mapping': 'libs/mapping/index.ts',
      '@passerelle/sync': 'libs/sync/index.ts',
    },
    dependencies: ['axios', 'p-queue', 'pg', '@nestjs/common', 'zod', 'luxon'],
  };
}

type Case = readonly [title: string, law: string, path: string, text: string, says: RegExp];

const planted: readonly Case[] = [
  [
    'a ticket that knows a connector',
    'imports',
    'libs/ticket/x.ts',
    "\nimport { Fault } from '@passerelle/connector';",
    /libs\/ticket may not import libs\/connector/,
  ],
  [
    'a ticket that knows a type of a connector',
    'imports',
    'libs/ticket/x.ts',
    "import type { Clock } from '@passerelle/connector';",
    /may not import/,
  ],
  [
    'a mapping that takes a value that is not shared with it',
    'imports',
    'libs/mapping/x.ts',
    "import { type Clock, Fault } from '@passerelle/connector';",
    /not Fault/,
  ],
  [
    'a mapping that exports a value on',
    'imports',
    'libs/mapping/x.ts',
    "export { Fault } from '@passerelle/connector';",
    /not Fault/,
  ],
  [
    'a mapping that exports everything on',
    'imports',
    'libs/mapping/x.ts',
    "export * from '@passerelle/connector';",
    /not \*/,
  ],
  [
    'a river that takes more of the contract than its faults',
    'imports',
    'libs/sync/x.ts',
    "import { systemClock } from '@passerelle/connector';",
    /not systemClock/,
  ],
  [
    'a connector that knows another',
    'imports',
    'connectors/itop/x.ts',
    "import { glpi } from '../glpi/index.js';",
    /connectors\/\* may not import connectors\/glpi/,
  ],
  [
    'a connector that knows the ticket',
    'imports',
    'connectors/itop/x.ts',
    "import type { Ticket } from '@passerelle/ticket';",
    /may not import libs\/ticket/,
  ],
  [
    'a connector that imports its own simulator',
    'imports',
    'connectors/glpi/x.ts',
    "import { started } from './simulator/index.js';",
    /only tests may use/,
  ],
  [
    'a connector that imports the test bench',
    'imports',
    'connectors/glpi/x.ts',
    "import { it } from '@passerelle/connector/testing';",
    /only tests may use/,
  ],
  ['a library that imports a spec', 'imports', 'libs/sync/x.ts', "import './river.spec.js';", /only tests may use/],
  [
    'a dynamic import around the table',
    'imports',
    'libs/ticket/x.ts',
    "export const late = () => import('@passerelle/sync');",
    /may not import libs\/sync/,
  ],
  [
    'a require around the table',
    'imports',
    'libs/ticket/x.ts',
    "export const late = require('@passerelle/sync');",
    /may not import libs\/sync/,
  ],
  [
    'an import in a type position',
    'imports',
    'libs/ticket/x.ts',
    "export type F = import('@passerelle/connector').Fault;",
    /may not import libs\/connector/,
  ],
  [
    'a room reached into',
    'imports',
    'libs/mapping/x.ts',
    "import type { Ticket } from '../ticket/ticket.js';",
    /reached into/,
  ],
  [
    'a room that imports itself by name',
    'imports',
    'libs/ticket/x.ts',
    "import type { Ticket } from '@passerelle/ticket';",
    /imports itself/,
  ],
  ['a name that is no room', 'imports', 'libs/sync/x.ts', "import '@passerelle/nowhere';", /is no room/],
  ['a room without a row', 'imports', 'libs/stray/index.ts', 'export const x = 1;', /import table/],
  [
    'a verb that imports the sandbox',
    'imports',
    'apps/cli/commands/run.ts',
    "import { at } from '../../sandbox/main.js';",
    /may not import apps\/sandbox/,
  ],
  [
    'a host that imports a simulator',
    'imports',
    'apps/host/x.ts',
    "import { started } from '../../connectors/glpi/simulator/index.js';",
    /only tests may use/,
  ],
  [
    'a page that knows the river',
    'imports',
    'apps/console/x.tsx',
    "import { f } from '@passerelle/sync';\nexport const X = () => <b>{String(f)}</b>;",
    /may not import libs\/sync/,
  ],
  [
    'a page that knows the host',
    'imports',
    'apps/console/x.tsx',
    "import { at } from '../host/x.js';\nexport const X = () => <b>{at}</b>;",
    /may not import apps\/host/,
  ],
  [
    'a page that counts on Node',
    'placement',
    'apps/console/x.tsx',
    "import { join } from 'node:path';\nexport const X = () => <b>{join('a')}</b>;",
    /may run in a browser/,
  ],
  [
    'a service that counts on what is built for browsers',
    'placement',
    'libs/runtime/x.ts',
    "import { createElement } from 'react';",
    /react may be imported in apps\/console only/,
  ],
  [
    'two rooms that need each other',
    'cycles',
    'libs/ticket/x.ts',
    "import type { Read } from '@passerelle/mapping';",
    /libs\/(ticket|mapping) → libs\/(ticket|mapping) →/,
  ],
  [
    'HTTP beside the door',
    'placement',
    'connectors/glpi/x.ts',
    "import axios from 'axios';",
    /axios may be imported in libs\/connector only/,
  ],
  [
    "Node's own HTTP beside the door",
    'placement',
    'connectors/glpi/x.ts',
    "import { request } from 'node:https';",
    /node:https may be imported/,
  ],
  ['a queue beside the door', 'placement', 'libs/sync/x.ts', "import PQueue from 'p-queue';", /p-queue/],
  [
    'SQL beside the store',
    'placement',
    'libs/runtime/x.ts',
    "import pg from 'pg';",
    /pg may be imported in libs\/store only/,
  ],
  [
    'the ORM beside the store',
    'placement',
    'libs/sync/x.ts',
    "import { p } from '@mikro-orm/core';",
    /@mikro-orm\/core/,
  ],
  [
    'Nest in the river',
    'placement',
    'libs/sync/x.ts',
    "import { Injectable } from '@nestjs/common';",
    /@nestjs\/common/,
  ],
  [
    'a package that is not shipped',
    'placement',
    'libs/sync/x.ts',
    "import fc from 'fast-check';",
    /not among the dependencies/,
  ],
  [
    'a module of Node without its prefix',
    'placement',
    'libs/sync/x.ts',
    "import { join } from 'path';",
    /import it as node:path/,
  ],
  ['the real time', 'time', 'libs/sync/x.ts', '// new Date()\nexport const now = Date.now();', /Date is used/],
  ['the real time by construction', 'time', 'libs/sync/x.ts', 'export const now = new Date();', /new Date\(\) reads/],
  ['the real time by a bare new', 'time', 'libs/sync/x.ts', 'export const now = new Date;', /new Date\(\) reads/],
  ['the real time by call', 'time', 'libs/sync/x.ts', 'export const now = Date();', /Date is used/],
  [
    'the real time under another name',
    'time',
    'libs/sync/x.ts',
    'const { now } = Date;\nexport const f = now;',
    /Date is used/,
  ],
  ['chance', 'time', 'connectors/glpi/x.ts', 'export const n = Math.random();', /Math.random/],
  [
    'chance under another name',
    'time',
    'connectors/glpi/x.ts',
    'const { random } = Math;\nexport const f = random;',
    /Math is used/,
  ],
  [
    'identifiers by chance',
    'time',
    'libs/migration/x.ts',
    "import { randomUUID } from 'node:crypto';\nexport const f = () => 1;",
    /randomUUID/,
  ],
  [
    "identifiers by chance of the browser's kind",
    'time',
    'libs/migration/x.ts',
    'export const id = crypto.randomUUID();',
    /randomUUID/,
  ],
  ['a timer', 'time', 'libs/workflow/x.ts', 'export const f = () => setTimeout(() => {}, 1);', /setTimeout/],
  [
    'a timer by its owner',
    'time',
    'libs/workflow/x.ts',
    'export const f = () => globalThis.setTimeout(() => {}, 1);',
    /setTimeout/,
  ],
  [
    'a sleep',
    'time',
    'libs/ticket/x.ts',
    "import { setTimeout as sleep } from 'node:timers/promises';\nexport const f = sleep;",
    /node:timers\/promises/,
  ],
  [
    'a deadline in real time',
    'time',
    'libs/connector/x.ts',
    'export const s = AbortSignal.timeout(1);',
    /AbortSignal.timeout/,
  ],
  [
    "luxon's own clock",
    'time',
    'libs/mapping/x.ts',
    "import { DateTime } from 'luxon';\nexport const n = DateTime.now();",
    /DateTime.now/,
  ],
  ['a default export', 'shape', 'libs/sync/x.ts', 'export default function f() {}', /default export/],
  ['a default export of a value', 'shape', 'libs/sync/x.ts', 'const f = 1;\nexport default f;', /default export/],
  ['a default export by name', 'shape', 'libs/sync/x.ts', 'const f = 1;\nexport { f as default };', /default export/],
  ['an enum', 'shape', 'libs/sync/x.ts', 'export enum Colour { red }', /enum Colour/],
  [
    'state of a module',
    'shape',
    'libs/sync/x.ts',
    'let count = 0;\nexport const add = () => ++count;',
    /state of the whole module/,
  ],
  ['static state', 'shape', 'libs/sync/x.ts', 'export class Counter { static count = 0; }', /static state/],
  ['a file of 301 lines', 'shape', 'libs/sync/x.ts', 'export const x = 1;\n'.repeat(301), /301 lines/],
  ['a file called utils', 'names', 'libs/sync/utils.ts', 'export const x = 1;', /«utils» says nothing/],
  ['a file called date-helpers', 'names', 'libs/sync/date-helpers.ts', 'export const x = 1;', /says nothing/],
  ['a folder called common', 'names', 'libs/sync/common/x.ts', 'export const x = 1;', /«common»/],
  ['a file called types', 'names', 'libs/sync/types.ts', 'export const x = 1;', /«types»/],
  ['a file in camel case', 'names', 'libs/sync/takeLease.ts', 'export const x = 1;', /kebab-case/],
  ['a class called manager', 'names', 'libs/sync/x.ts', 'export class LeaseManager {}', /«LeaseManager»/],
  ['a room without a README', 'folders', 'connectors/ocs/index.ts', 'export const ocs = {};', /README/],
];

describe('the laws of the house', () => {
  it.each(Object.entries(laws))('leave a house alone in which nothing is wrong: %s', (_, law) => {
    expect(law(house())).toEqual([]);
  });

  it.each(planted)('catch %s', (_, name, path, text, says) => {
    const law = laws[name] as Law;
    const found = law(house({ [path]: text })).filter((violation) => says.test(violation.message));
    expect(found).toHaveLength(1);
  });

  it('say in which file and on which line', () => {
    const files = {
      'libs/ticket/x.ts': "\nimport { Fault } from '@passerelle/connector';",
      'libs/sync/x.ts': '// new Date()\n\nexport const now = Date.now();',
    };
    expect(laws['imports']?.(house(files))).toEqual([expect.objectContaining({ path: 'libs/ticket/x.ts', line: 2 })]);
    expect(laws['time']?.(house(files))).toEqual([expect.objectContaining({ path: 'libs/sync/x.ts', line: 3 })]);
    expect(checkAll(house(files))).toEqual([
      expect.stringMatching(/^libs\/ticket\/x\.ts:2: \[imports\] /),
      expect.stringMatching(/^libs\/sync\/x\.ts:3: \[time\] /),
    ]);
  });

  it('catch a folder that nobody asked for', () => {
    expect(laws['folders']?.(house({}, ['scripts']))).toEqual([
      expect.objectContaining({ path: 'scripts', message: expect.stringContaining('at the top') }),
    ]);
  });

  it('catch a folder of the house that is gone', () => {
    const whole = house();
    const without = { ...whole, folders: whole.folders.filter((name) => name !== 'mappings') };
    expect(laws['folders']?.(without)).toEqual([expect.objectContaining({ path: 'mappings' })]);
  });

  it.each([
    ['a date of a value', 'export const f = (at: string) => new Date(at);'],
    ['a date as a type', 'export type At = Date;\nexport const f = (at: unknown) => at instanceof Date;'],
    ['a date that is parsed', 'export const f = (at: string) => Date.parse(at) + Date.UTC(2025, 10, 18);'],
    ['arithmetic', 'export const f = (a: number) => Math.max(a, 1);'],
    ['a word that only sounds so', 'export interface Pace { setTimeout(ms: number): void; performance: string }'],
    [
      'a port',
      'export const f = (clock: { now(): Date }, random: { hex(n: number): string }) => [clock.now(), random.hex(8)];',
    ],
    ['giving way', "import { setImmediate } from 'node:timers/promises';\nexport const f = () => setImmediate();"],
    ['a comment', '// setTimeout, Math.random() and Date.now() are not used here\nexport const x = 1;'],
    ['a text', "export const x = 'Date.now()';"],
  ])('let %s pass in the timeless rooms', (_, text) => {
    expect(laws['time']?.(house({ 'libs/sync/x.ts': text }))).toEqual([]);
  });

  it('let specs, simulators and the ports themselves read the real time', () => {
    const text = 'export const now = Date.now();';
    const files = { 'libs/sync/x.spec.ts': text, 'connectors/glpi/simulator/x.ts': text, 'apps/host/x.ts': text };
    expect(laws['time']?.(house(files))).toEqual([]);
    expect(laws['time']?.(house({ 'libs/connector/other-ports.ts': text }))).toHaveLength(1);
  });
});
