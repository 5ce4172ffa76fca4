import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fault } from '../../../connectors/servicenow/simulator/faults.js';
import type { Quirks } from '../../../connectors/servicenow/simulator/index.js';
import { startChild, type Child } from '../child.js';
import { wholeExport, writeMigrationExport, type MigrationExport } from './export.js';
import type { OursFigures } from './ours.js';
import type { SimulatorFigures, SimulatorQuestion, Started } from './simulator.js';
import type { Truth } from './truth.js';

/** A target in a process of its own. */
export interface Target {
  readonly url: string;
  figures(): Promise<SimulatorFigures>;
  truth(): Promise<Truth>;
  stop(): Promise<void>;
}

export async function startTarget(quirks: Partial<Quirks> = {}, faults: readonly Fault[] = []): Promise<Target> {
  const child = startChild('migration/simulator.js');
  const ask = <Answer>(question: SimulatorQuestion): Promise<Answer> => child.ask<Answer>(question);
  try {
    const { url } = await ask<Started>({ ask: 'start', quirks, faults });
    return {
      url,
      figures: () => ask({ ask: 'figures' }),
      truth: () => ask({ ask: 'truth' }),
      stop: () => child.stop(),
    };
  } catch (error) {
    await child.stop();
    throw error;
  }
}

/** A folder with an export in it, and a place for as many installations as are wanted. */
export interface Scene {
  readonly exported: MigrationExport;
  readonly exportFolder: string;
  /** A folder that nothing is in. */
  fresh(name: string): string;
  /** One run of ours against this target, on the data of `name`; `connection` is YAML in flow style: `batch: false`. */
  ours(name: string, url: string, connection?: string): Promise<OursFigures>;
}

export async function onScene<T>(
  wanted: Partial<MigrationExport>,
  profile: string | null,
  work: (scene: Scene) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'passerelle-bench-'));
  const exported = { ...wholeExport, ...wanted };
  const exportFolder = join(folder, 'export');
  try {
    await writeMigrationExport(exportFolder, exported);
    return await work({
      exported,
      exportFolder,
      fresh: (name) => join(folder, name),
      ours: async (name, url, connection = '') => {
        const configurationFile = join(folder, `${name}.yaml`);
        await writeFile(configurationFile, configurationOf(name, url, connection));
        const flags = profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
        return alone(startChild('migration/ours.js', flags), { configurationFile });
      },
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Asks one question and lets the process go. */
export async function alone<Answer>(child: Child, question: unknown): Promise<Answer> {
  try {
    return await child.ask<Answer>(question);
  } finally {
    await child.stop();
  }
}

function configurationOf(name: string, url: string, connection: string): string {
  const target = `connector: servicenow, url: "${url}", timezone: Europe/Paris, auth: { kind: basic, user: passerelle, password: passerelle }`;
  return [
    'database: embedded',
    `data: ./${name}`,
    'connections:',
    '  cassius: { connector: cassius, folder: ./export, timezone: Europe/Paris }',
    `  servicenow: { ${target}${connection === '' ? '' : `, ${connection}`} }`,
    'routes:',
    '  - { name: migration, from: cassius, to: servicenow, mode: migrate, choices: { missingGroup: HELPDESK, nameAlone: link } }',
  ].join('\n');
}
