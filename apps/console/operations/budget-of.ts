import type { ConnectionState } from '@passerelle/api';

export interface Budget {
  readonly percent: number;
  readonly remaining: number;
  readonly limit: number;
}

/** What a tool's own headers say of its allowance; null where they do not say both numbers. */
export function budgetOf(quota: ConnectionState['quota']): Budget | null {
  const [limit, remaining] = [Number(quota?.limit ?? Number.NaN), Number(quota?.remaining ?? Number.NaN)];
  if (!Number.isFinite(limit) || !Number.isFinite(remaining) || limit <= 0) return null;
  return { limit, remaining, percent: Math.max(0, Math.min(100, Math.round((remaining / limit) * 100))) };
}
