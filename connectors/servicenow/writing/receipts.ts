import { Fault, type Keyed, type NativeCommand, type Receipt, type Told } from '@passerelle/connector';

const final: ReadonlySet<Fault['kind']> = new Set(['rejected', 'gone', 'unsupported', 'conflict']);

/** What a fault means for a command that was to be written. */
export function receiptOf(key: string, fault: Fault): Receipt {
  if (fault.landed === 'unknown') return { key, outcome: 'unknown', fault };
  return { key, outcome: final.has(fault.kind) ? 'refused' : 'failed', fault };
}

export function refused(connection: string, key: string, kind: Fault['kind'], message: Told): Receipt {
  return { key, outcome: 'refused', fault: new Fault({ kind, connection, message }) };
}

/** It was not sent, because what it builds on has not succeeded. */
export function held(connection: string, key: string): Receipt {
  const message = {
    fr: 'non envoyée : une commande antérieure sur le même ticket n’a pas abouti ; celle-ci repart après elle',
    en: 'not sent: an earlier command about the same ticket has not succeeded; it goes again after that one',
  };
  return { key, outcome: 'failed', fault: new Fault({ kind: 'unavailable', connection, message }) };
}

export type Command<K extends NativeCommand['kind']> = Keyed<Extract<NativeCommand, { kind: K }>>;
