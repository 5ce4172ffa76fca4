import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { readExport } from './simulator/connect.js';

const record = '<incident><number>INC1</number><state>1</state><sys_created_on>2025-11-18 10:00:00</sys_created_on>';

describe('XML from somebody who means harm', () => {
  it.each([
    ['an entity that is a file', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', '&e;'],
    ['a document type alone', '<!DOCTYPE unload SYSTEM "http://127.0.0.1/x.dtd">', 'y'],
    [
      'a billion laughs',
      `<!DOCTYPE x [<!ENTITY a "ha">${Array.from({ length: 30 }, (_, i) => `<!ENTITY a${i} "&a${i - 1};&a${i - 1};">`).join('')}]>`,
      '&a29;',
    ],
  ])('with %s is not read at all', async (_, doctype, text) => {
    const xml = `<?xml version="1.0"?>${doctype}<unload>${record}<short_description>${text}</short_description></incident></unload>`;
    await expect(readExport({ 'unload.xml': xml })).rejects.toThrow('came one with a document type');
  });

  it('with an unknown entity breaks that record alone', async () => {
    const rest = (text: string): string => `<short_description>${text}</short_description></incident>`;
    const xml = `<unload>${record}${rest('&eacute;')}${record.replace('INC1', 'INC2')}${rest('é')}</unload>`;
    const { tickets, broken } = await readExport({ 'unload.xml': xml });
    expect(tickets.map(({ number }) => number)).toEqual(['INC2']);
    expect(broken).toMatchObject([{ number: 'INC1', came: { en: 'Invalid character entity' } }]);
  });

  it('with elements inside each other without end is given up early', async () => {
    const whole = `${record}<short_description>x</short_description></incident>`;
    const { tickets, broken } = await readExport({ 'unload.xml': `<unload>${whole}${'<a>'.repeat(200_000)}` });
    expect(tickets).toHaveLength(1);
    expect(broken).toMatchObject([{ came: { en: 'more than 16 elements inside each other' } }]);
  });

  it('with a record without end is given up at the limit', async () => {
    const long = `${record}<short_description>${'y'.repeat(50_000)}</short_description></incident>`;
    const whole = `${record.replace('INC1', 'INC2')}<short_description>x</short_description></incident>`;
    const { tickets, broken } = await readExport(
      { 'unload.xml': `<unload>${long}${whole}</unload>` },
      { limits: { record: 10_000 } },
    );
    expect(tickets.map(({ number }) => number)).toEqual(['INC2']);
    expect(broken).toMatchObject([
      { number: 'INC1', expected: { en: 'records of at most 10000 characters (limits.record)' } },
    ]);
  });
});

describe('JSON from somebody who means harm', () => {
  const whole = { number: 'R1', state: 'x', sys_created_on: '2025-11-18 10:00:00', short_description: 'y' };

  it('with members of prototypes changes no prototype and keeps them as columns', async () => {
    const text = JSON.stringify([{ ...whole, constructor: 'c', toString: 't' }]).replace(
      '{"number"',
      '{"__proto__":{"polluted":"yes"},"number"',
    );
    const { tickets } = await readExport({ 'liste.json': text });
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
    expect(
      Object.entries(tickets[0]?.fields ?? {}).filter(
        ([name]) => !/^[a-z_]+$/.test(name) || name === 'constructor' || name === '__proto__',
      ),
    ).toEqual([
      ['__proto__', '{"polluted":"yes"}'],
      ['constructor', 'c'],
      ['toString', 't'],
    ]);
  });

  it('with brackets inside each other without end is given up early', async () => {
    const text = `[${JSON.stringify(whole)},${'['.repeat(500_000)}`;
    const { tickets, broken } = await readExport({ 'liste.json': text });
    expect(tickets).toHaveLength(1);
    expect(broken).toMatchObject([{ came: { en: 'more than 32 levels inside each other' } }]);
  });

  it('with a record without end is broken alone', async () => {
    const text = JSON.stringify([
      { ...whole, more: 'z'.repeat(50_000) },
      { ...whole, number: 'R2' },
    ]);
    const { tickets, broken } = await readExport({ 'liste.json': text }, { limits: { record: 10_000 } });
    expect(tickets.map(({ number }) => number)).toEqual(['R2']);
    expect(broken).toMatchObject([
      { number: 'R1', expected: { en: 'records of at most 10000 characters (limits.record)' } },
    ]);
  });

  it('with half a surrogate pair is broken alone', async () => {
    const text = JSON.stringify([whole, { ...whole, number: 'R2' }]).replace('"y"', '"\\ud83d"');
    const { tickets, broken } = await readExport({ 'liste.json': text });
    expect(tickets.map(({ number }) => number)).toEqual(['R2']);
    expect(broken).toMatchObject([{ number: 'R1', came: { en: 'half of a surrogate pair: «\ufffd»' } }]);
  });
});

/** A ZIP archive of one deflated entry that declares what it wants. */
function archive(entries: readonly { name: string; content: Buffer; declared?: number }[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content, declared = content.length } of entries) {
    const packed = deflateRawSync(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(declared, 22);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(declared, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(at, 42);
    parts.push(local, Buffer.from(name), packed);
    directory.push(central, Buffer.from(name));
    at += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

describe('a workbook from somebody who means harm', () => {
  const sheet = (cells: string): Buffer =>
    Buffer.from(`<worksheet><sheetData><row r="1">${cells}</row></sheetData></worksheet>`);

  it('that unpacks to more than the limit is refused before it is unpacked', async () => {
    const bomb = archive([{ name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(50_000_000, 'a') }]);
    expect(bomb.length).toBeLessThan(100_000);
    await expect(readExport({ 'liste.xlsx': bomb }, { limits: { unpacked: 10_000_000 } })).rejects.toThrow(
      'expected at most 10000000 bytes unpacked (limits.unpacked), came 50000000',
    );
  });

  it('that lies about what it unpacks to is refused', async () => {
    const content = Buffer.alloc(50_000_000, 'a');
    const liar = archive([{ name: 'xl/worksheets/sheet1.xml', content, declared: 1_000 }]);
    await expect(readExport({ 'liste.xlsx': liar })).rejects.toThrow('whose xl/worksheets/sheet1.xml is damaged');
  });

  it('whose one cell stands in the last corner of the sheet is refused', async () => {
    const wide = archive([
      { name: 'xl/worksheets/sheet1.xml', content: sheet('<c t="str" r="XFD1048576"><v>x</v></c>') },
    ]);
    await expect(readExport({ 'liste.xlsx': wide })).rejects.toThrow('came a sheet that spans 17179869184');
  });

  it('that is larger than the limit, cut, or no workbook is refused with advice', async () => {
    const small = archive([{ name: 'a.xml', content: Buffer.from('<a/>') }]);
    await expect(
      readExport({ 'liste.xlsx': Buffer.concat([small, Buffer.alloc(2_000)]) }, { limits: { sheet: 1_000 } }),
    ).rejects.toThrow('expected at most 1000 bytes (limits.sheet), came');
    await expect(readExport({ 'liste.xlsx': small.subarray(0, 40) })).rejects.toThrow('no ZIP archive');
    await expect(readExport({ 'liste.xlsx': small })).rejects.toThrow('came one that cannot be read');
    const old = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(600, 1)]);
    await expect(readExport({ 'liste.xlsx': old })).rejects.toThrow('save it as XLSX without a password, or as CSV');
    await expect(readExport({ 'liste.csv': '<html><table><tr><td>Numero</td></tr></table>' })).rejects.toThrow(
      'a web page',
    );
  });
});
