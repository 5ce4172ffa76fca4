import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { config } from './config.js';
import { instantReader } from './instant.js';

const { formats } = config.parse({ folder: '.' }).dates;
const paris = instantReader(formats, 'Europe/Paris');

describe('a date without a zone', () => {
  it.each([
    ['18/11/2025 11:54:35', '2025-11-18T10:54:35.000Z'],
    ['18/11/2025 11:54', '2025-11-18T10:54:00.000Z'],
    ['1/7/2025 9:05:03', '2025-07-01T07:05:03.000Z'],
    ['18/11/2025\u00a011:54:35', '2025-11-18T10:54:35.000Z'],
    ['2025-11-18 11:54:35', '2025-11-18T10:54:35.000Z'],
    ['31/12/2025 23:59:59', '2025-12-31T22:59:59.000Z'],
    ['29/02/2024 00:00:00', '2024-02-28T23:00:00.000Z'],
  ])('%s is read in the zone of the connection', (text, at) => {
    expect(paris.read(text)).toEqual({ at, doubt: null });
  });

  it.each([
    '30/02/2025 10:00:00',
    '29/02/2025 10:00:00',
    '18/13/2025 10:00:00',
    '18/11/2025 24:00:00',
    '18/11/2025 10:60',
    '18/11/25 10:00:00',
    '18/11/2025',
    '11-18-2025 10:00',
    '45979.496',
    'hier',
    '',
  ])('«%s» is none that we know', (text) => {
    expect(paris.read(text)).toBeNull();
  });

  it('means another instant in another zone', () => {
    const noumea = instantReader(formats, 'Pacific/Noumea');
    expect(noumea.read('18/11/2025 11:54:35')?.at).toBe('2025-11-18T00:54:35.000Z');
  });
});

describe('a date with a zone', () => {
  it.each([
    ['2025-11-18T10:54:35Z', '2025-11-18T10:54:35.000Z'],
    ['2025-11-18T11:54:35.250+01:00', '2025-11-18T10:54:35.250Z'],
    ['2025-11-18 05:54:35 -0500', '2025-11-18T10:54:35.000Z'],
  ])('%s keeps it', (text, at) => {
    expect(paris.read(text)).toEqual({ at, doubt: null });
  });
});

describe('the hour that summer time skips', () => {
  it('is shifted forward by the gap, and says so', () => {
    expect(paris.read('30/03/2025 02:30:00')).toEqual({ at: '2025-03-30T01:30:00.000Z', doubt: 'shifted' });
  });

  it.each([
    ['30/03/2025 01:59:59', '2025-03-30T00:59:59.000Z'],
    ['30/03/2025 03:00:00', '2025-03-30T01:00:00.000Z'],
  ])('ends with its neighbour %s', (text, at) => {
    expect(paris.read(text)).toEqual({ at, doubt: null });
  });
});

describe('the hour that comes twice', () => {
  it('is read as the first one, and says so', () => {
    expect(paris.read('26/10/2025 02:30:00')).toEqual({ at: '2025-10-26T00:30:00.000Z', doubt: 'first' });
  });

  it.each([
    ['26/10/2025 01:59:59', '2025-10-25T23:59:59.000Z'],
    ['26/10/2025 03:00:00', '2025-10-26T02:00:00.000Z'],
  ])('ends with its neighbour %s', (text, at) => {
    expect(paris.read(text)).toEqual({ at, doubt: null });
  });

  it('is told apart half an hour at a time where the shift is half an hour', () => {
    const howe = instantReader(formats, 'Australia/Lord_Howe');
    expect(howe.read('05/10/2025 02:15:00')).toEqual({ at: '2025-10-04T15:45:00.000Z', doubt: 'shifted' });
    expect(howe.read('06/04/2025 01:45:00')).toEqual({ at: '2025-04-05T14:45:00.000Z', doubt: 'first' });
  });
});

it('every instant, shown by the clocks of its zone, is read back, or else its twin', () => {
  const zones = [
    'Europe/Paris',
    'America/Sao_Paulo',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'UTC',
  ];
  const readers = new Map(zones.map((zone) => [zone, instantReader(formats, zone)]));
  const instants = fc.integer({ min: Date.UTC(1990, 0, 1) / 1000, max: Date.UTC(2037, 0, 1) / 1000 });
  fc.assert(
    fc.property(instants, fc.constantFrom(...zones), (seconds, zone) => {
      const instant = DateTime.fromSeconds(seconds, { zone });
      const read = readers.get(zone)?.read(instant.toFormat('dd/MM/yyyy HH:mm:ss'));
      const twins = instant.getPossibleOffsets().map((one) => one.toMillis());
      expect(read?.doubt).toBe(twins.length > 1 ? 'first' : null);
      expect(Date.parse(read?.at ?? '')).toBe(Math.min(...twins));
    }),
    { numRuns: 2_000 },
  );
});

it('formats of a site are followed, those that only luxon knows too', () => {
  const site = instantReader(["d MMMM yyyy 'à' HH'h'mm", 'MM/dd/yyyy'], 'Europe/Paris');
  expect(site.read('18 novembre 2025 à 11h54')?.at).toBe('2025-11-18T10:54:00.000Z');
  expect(site.read('11/18/2025')?.at).toBe('2025-11-17T23:00:00.000Z');
});

it('what unloads write with the year first may be in a zone of its own', () => {
  const unload = instantReader(formats, 'Europe/Paris', 'UTC');
  expect(unload.read('2025-11-18 10:54:35')?.at).toBe('2025-11-18T10:54:35.000Z');
  expect(unload.read('18/11/2025 11:54:35')?.at).toBe('2025-11-18T10:54:35.000Z');
});
