import type { MigrationExport } from './export.js';
import type { Truth } from './truth.js';

export interface Gaps {
  /** Tickets, entries and attachments that are in the export and not in the target. */
  readonly lost: number;
  readonly doubled: number;
  readonly crossed: number;
}

export function gapsOf(truth: Truth, { tickets, entries, fileEvery }: MigrationExport): Gaps {
  const wanted = tickets + tickets * entries + Math.ceil(tickets / fileEvery);
  const { doubled, crossed } = truth;
  return { lost: wanted - truth.tickets - truth.entries - truth.attachments, doubled, crossed };
}

/** A benchmark of a migration that lost something would measure nothing. */
export function requireWhole(truth: Truth, exported: MigrationExport): void {
  const { lost, doubled, crossed } = gapsOf(truth, exported);
  if (lost !== 0 || doubled > 0 || crossed > 0)
    throw new Error(
      `expected the whole export in the target, once; came ${JSON.stringify({ lost, doubled, crossed, truth })}`,
    );
}

export function round(figure: number): number {
  return Math.round(figure * 1_000) / 1_000;
}
