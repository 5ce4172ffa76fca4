import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { BrokenPiece, Connector, NativeTicket, Page } from '@passerelle/connector';
import { manualClock, seededRandom } from '@passerelle/connector/testing';
import { cassius } from '../index.js';

export interface Connected {
  readonly connector: Connector;
  readonly warnings: readonly string[];
}

/** The connector over a folder, as the host would make it. */
export function connectCassius(folder: string, config: object = {}, zone = 'Europe/Paris'): Connected {
  const warnings: string[] = [];
  const connector = cassius.connect({
    connection: 'cassius',
    config: cassius.config.parse({ folder, ...config }),
    zone,
    folder: '/',
    door: () => {
      throw new Error('expected no HTTP from a connector that reads files');
    },
    clock: manualClock(),
    random: seededRandom(1),
    warn: (message) => void warnings.push(message),
  });
  return { connector, warnings };
}

/** A folder with these files, gone after `use`. Texts are written in UTF-8. */
export async function withFolder<T>(
  files: Readonly<Record<string, string | Uint8Array>>,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'cassius-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), content);
    }
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export interface Whole {
  readonly tickets: readonly NativeTicket[];
  readonly broken: readonly BrokenPiece[];
  readonly pages: readonly Page<NativeTicket>[];
  readonly warnings: readonly string[];
}

export async function pullAll({ connector, warnings }: Connected, cursor: string | null = null): Promise<Whole> {
  const pages: Page<NativeTicket>[] = [];
  for await (const page of connector.source?.pull(cursor) ?? []) pages.push(page);
  return {
    tickets: pages.flatMap(({ items }) => items),
    broken: pages.flatMap(({ broken }) => broken),
    pages,
    warnings,
  };
}

/** Everything that an export of these files yields. */
export async function readExport(
  files: Readonly<Record<string, string | Uint8Array>>,
  config: object = {},
  zone?: string,
): Promise<Whole> {
  return withFolder(files, async (folder) => pullAll(connectCassius(folder, config, zone)));
}
