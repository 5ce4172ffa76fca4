import { describe, expect, it } from '@jest/globals';
import { readMac, readSerial, readUuid } from './machine.js';

describe('what a machine is known by', () => {
  it.each([
    'To Be Filled By O.E.M.',
    'Default string',
    '  none ',
    '0000000',
    'N/A',
    '',
    '--',
    'System Serial Number',
    '..',
  ])('takes the placeholder «%s» for no serial number', (text) => expect(readSerial(text)).toBeNull());

  it('keeps a serial number as it stands, without the blanks around it', () => {
    expect(readSerial(' SN000001FR ')).toBe('SN000001FR');
    expect(readSerial('N/A-77')).toBe('N/A-77');
    expect(readSerial(null)).toBeNull();
  });

  it('writes one UUID in one way, and takes those that whole series share for none', () => {
    expect(readUuid('4C4C4544-0000-1001-8000-000000000001')).toBe('4c4c4544-0000-1001-8000-000000000001');
    expect(readUuid('{4C4C454400001001 8000000000000001}')).toBe('4c4c4544-0000-1001-8000-000000000001');
    for (const none of ['00000000-0000-0000-0000-000000000000', '03000200-0400-0500-0006-000700080009', 'abc', null])
      expect(readUuid(none)).toBeNull();
  });

  it('writes one hardware address in one way', () => {
    expect(readMac('02-00-5E-10-00-1A')).toBe('02:00:5e:10:00:1a');
    expect(readMac('00:00:00:00:00:00')).toBeNull();
    expect(readMac('élève')).toBeNull();
  });
});
