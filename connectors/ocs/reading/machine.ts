import { createHash } from 'node:crypto';
import { readMac, readSerial, readUuid, type NativeAsset, type NativeFields } from '@passerelle/connector';
import { readInstant } from '../instant.js';
import type { Row, Sections } from '../schema.js';

/** Sections without which nobody can tell which machine a record is of, or whose. */
export const needed = ['bios', 'networks', 'accountinfo'] as const;

/** Groups are rows of `hardware` like machines, with a device id of their own (seen on 2.8.1 and 2.12.5). */
export function isGroup({ hardware }: Sections): boolean {
  return /^_(?:SYSTEM|DOWNLOAD)GROUP_$/.test(textOf(hardware, 'DEVICEID') ?? '');
}

/** Sections that a record should have and lacks: a server whose database is of another version leaves them out in silence. */
export function lacking({ lists }: Sections): readonly string[] {
  return needed.filter((section) => lists[section] === undefined);
}

export function assetOf(id: number, record: Sections, zone: string): NativeAsset {
  const { hardware, lists } = record;
  const bios = lists['bios']?.[0] ?? {};
  const macs = (lists['networks'] ?? [])
    .filter((card) => Number(card['VIRTUALDEV'] ?? 0) === 0)
    .map((card) => readMac(textOf(card, 'MACADDR')))
    .filter((mac) => mac !== null);
  const asset = {
    id: String(id),
    class: 'computer',
    name: textOf(hardware, 'NAME'),
    serial: readSerial(textOf(bios, 'SSN')),
    uuid: readUuid(textOf(hardware, 'UUID')),
    tag: readSerial(textOf(bios, 'ASSETTAG')),
    macs: [...new Set(macs)].toSorted(),
    agent: textOf(hardware, 'DEVICEID'),
    seenAt: readInstant(textOf(hardware, 'LASTDATE'), zone),
    url: null,
    fields: fieldsOf(hardware, bios, lists['accountinfo']?.[0] ?? {}),
  };
  return { ...asset, version: createHash('sha256').update(JSON.stringify(asset)).digest('hex').slice(0, 24) };
}

/** What people ask of a machine; software and the insides are left where they are. */
function fieldsOf(hardware: Row, bios: Row, account: Row): NativeFields {
  const own = Object.entries(account).filter(([name]) => /^fields_\d+$/.test(name));
  return {
    device_id: textOf(hardware, 'DEVICEID'),
    os: textOf(hardware, 'OSNAME'),
    os_version: textOf(hardware, 'OSVERSION'),
    user: textOf(hardware, 'USERID'),
    domain: textOf(hardware, 'WORKGROUP'),
    address: textOf(hardware, 'IPADDR'),
    description: textOf(hardware, 'DESCRIPTION'),
    memory: textOf(hardware, 'MEMORY'),
    manufacturer: textOf(bios, 'SMANUFACTURER'),
    model: textOf(bios, 'SMODEL'),
    type: textOf(bios, 'TYPE'),
    tag: textOf(account, 'TAG'),
    ...Object.fromEntries(own.map(([name, value]) => [`accountinfo.${name}`, value === null ? null : String(value)])),
  };
}

/** The cell as text; nothing and blanks are null. */
export function textOf(row: Row, column: string): string | null {
  const cell = row[column];
  const text = cell === null || cell === undefined ? '' : String(cell).trim();
  return text === '' ? null : text;
}
