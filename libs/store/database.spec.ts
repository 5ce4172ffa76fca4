import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { databaseAt, placeOf } from './database.js';

describe('DATABASE_URL', () => {
  it.each([
    ['postgres://élise@db.example:6432/tickets', { host: 'db.example', port: 6432, user: 'élise', name: 'tickets' }],
    ['postgresql://db.example', { host: 'db.example', port: 5432, user: 'postgres', name: 'postgres' }],
    [
      'postgres://app@/tickets?host=/var/run/postgresql',
      { host: '/var/run/postgresql', port: 5432, user: 'app', name: 'tickets' },
    ],
    ['postgres://app@%2Fvar%2Frun/tickets?port=6000', { host: '/var/run', port: 6000, user: 'app', name: 'tickets' }],
    ['postgres://app@[::1]:5433/tickets', { host: '::1', port: 5433, user: 'app', name: 'tickets' }],
  ])('names a place: %s', (url, place) => {
    expect(databaseAt(url)).toMatchObject(place);
  });

  it('may hold a password of any characters, which nothing prints', () => {
    const database = databaseAt('postgres://app:p%40ss%2Fw%C3%B6rd%3A@db.example/tickets');
    expect(database.password?.()).toBe('p@ss/wörd:');
    for (const printed of [inspect(database), JSON.stringify(database), placeOf(database)]) {
      expect(printed).not.toMatch(/p@ss|p%40ss/);
    }
    expect(placeOf(database)).toBe('app@db.example:5432/tickets');
  });

  it('may ask for an encrypted connection, or for none', () => {
    expect(databaseAt('postgres://db.example/t?sslmode=disable').ssl).toBe(false);
    expect(databaseAt('postgres://db.example/t?sslmode=no-verify').ssl).toEqual({ rejectUnauthorized: false });
    expect(databaseAt('postgres://db.example/t')).not.toHaveProperty('ssl');
  });

  it.each(['', 'mysql://app:s3cret@db/t', 'app:s3cret@db/t', 'postgres://app:s3cret@db:port/t'])(
    'is refused in words that do not repeat it: «%s»',
    (url) => {
      const error = refusal(() => databaseAt(url));
      expect(error.message).toContain('expected DATABASE_URL like postgres://');
      expect(inspect(error, { depth: 9 })).not.toContain('s3cret');
    },
  );
});

function refusal(act: () => unknown): Error {
  try {
    act();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('expected a refusal');
}
