import type { NativeId } from '@passerelle/connector';

// A ticket is known by its number alone; everything that hangs on one is known by its itemtype and number.

export function ticketNumber(id: NativeId): number | null {
  return /^[1-9]\d{0,14}$/.test(id) ? Number(id) : null;
}

export interface Place {
  readonly itemtype: string;
  readonly id: number;
}

export function placeOf(id: NativeId): Place | null {
  const [, itemtype = '', number = ''] = /^([A-Za-z][\w\\]*):([1-9]\d{0,14})$/.exec(id) ?? [];
  return itemtype === '' ? null : { itemtype, id: Number(number) };
}

export function placed(itemtype: string, id: number): NativeId {
  return `${itemtype}:${id}`;
}
