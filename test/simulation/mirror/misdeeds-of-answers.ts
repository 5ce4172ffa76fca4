import type { NativeFields } from '@passerelle/connector';
import type { Sabotage } from './host.js';
import { withCommits, withReceipts } from './planted.js';

/** Whatever the look back at a new ticket shows stands in its shadow, also what somebody typed meanwhile. */
export function believesEveryAnswer(...[ground, site]: Parameters<Sabotage>): ReturnType<Sabotage> {
  const said = new Map<string, NativeFields>();
  const listening = withReceipts((receipt, command) => {
    if (command?.kind === 'create' && receipt.outcome === 'done' && receipt.says && !receipt.already)
      said.set(receipt.id, receipt.says);
    return receipt;
  })(ground, site);
  const believing = withCommits((changes) => ({
    ...changes,
    bonds: (changes.bonds ?? []).map((bond) => {
      const says = bond.shadow?.digest === 'written' ? said.get(bond.native) : undefined;
      if (!bond.shadow || !says) return bond;
      said.delete(bond.native);
      return { ...bond, shadow: { ...bond.shadow, fields: { ...bond.shadow.fields, ...says } } };
    }),
  }));
  return believing(listening, site);
}
