import type { ConnectionHistory } from '@passerelle/api';

type Point = ConnectionHistory['points'][number];

export interface ChartPoint {
  readonly at: string;
  /** Percent of the runs that failed; null while none ran. */
  readonly rate: number | null;
  readonly heard: number;
  readonly told: number;
  readonly refused: number;
  readonly calls: number;
  /** Seconds. */
  readonly lag: number | null;
  readonly [key: string]: string | number | null;
}

export function pointsFor(points: readonly Point[], brief: (instant: string) => string): readonly ChartPoint[] {
  return points.map(({ from, runs, failed, heard, told, refused, calls, lag }) => ({
    at: brief(from),
    rate: runs === 0 ? null : Math.round((failed / runs) * 1_000) / 10,
    heard,
    told,
    refused,
    calls,
    lag: lag === null ? null : Math.round(lag / 1_000),
  }));
}
