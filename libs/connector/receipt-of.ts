import type { IdempotencyKey } from './contract/command.js';
import type { Receipt } from './contract/receipt.js';
import { isPassing, type Fault } from './fault.js';

/**
 * What a fault makes of the command that met it: unknown where it may have landed, failed where trying again later may
 * help, credentials that people can correct included, else refused.
 */
export function receiptOf(key: IdempotencyKey, fault: Fault): Receipt {
  if (fault.landed === 'unknown') return { key, outcome: 'unknown', fault };
  const later = isPassing(fault) || fault.kind === 'unauthorized' || fault.kind === 'malformed';
  return { key, outcome: later ? 'failed' : 'refused', fault };
}
