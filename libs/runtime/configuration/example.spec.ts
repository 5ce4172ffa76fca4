import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { connectors } from '@passerelle/connectors';
import { readConfiguration } from './read.js';

describe('the example', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../passerelle.example.yaml'), 'utf8');
  const environment = { SN_CLIENT: 'client', SN_SECRET: 'canary', SN_PASSWORD: 'canary', OCS_PASSWORD: 'canary' };
  const read = (given: string) =>
    readConfiguration({ path: 'passerelle.yaml', text: given, folder: '/srv' }, connectors, environment);

  it('is a configuration as it stands', () => {
    const { connections, routes } = read(text);
    expect([...connections.keys()]).toEqual(['cassius', 'servicenow']);
    expect(routes).toMatchObject([{ name: 'cassius-vers-servicenow', from: 'cassius', to: 'servicenow' }]);
  });

  it('is one with each of its lines in comments put in', () => {
    // Of the two ways to say how often, the first.
    const offered = /^(\s*)# (every|owner|instance|as): (?!')/gm;
    expect([...text.matchAll(offered)].map(([, , key]) => key)).toEqual(['every', 'owner', 'instance', 'as']);
    const { connections, routes } = read(text.replace(offered, '$1$2: '));
    expect(connections.get('cassius')?.every).toBe(3_600_000);
    expect(connections.get('servicenow')?.owner).toBe('Équipe ITSM');
    expect(connections.get('servicenow')?.instance).toBe('exemple:0123456789abcdef0123456789abcdef');
    expect(routes[0]?.as).toEqual({ request: 'incident' });
  });

  it('is one with its mirror in comments put in', () => {
    // Blocks whose comments hold keys: the second connection and the route.
    const taken = text.replace(/^ {2}# (servicenow-lycee:|ocs-lycee:|- name:|  )/gm, '  $1');
    const { connections, routes } = read(taken);
    expect(connections.get('servicenow-lycee')).toMatchObject({ every: 30_000, rules: ['commun', 'lycee'] });
    expect(connections.get('ocs-lycee')).toMatchObject({ connector: 'ocs', every: 21_600_000 });
    expect(routes[1]).toMatchObject({
      name: 'lycee-et-servicenow',
      mode: 'mirror',
      between: ['servicenow-lycee', 'servicenow'],
      mails: 'servicenow-lycee',
      closes: 'servicenow-lycee',
      rules: ['academie'],
    });
  });

  it('needs its variables', () => {
    expect(() => readConfiguration({ path: 'p', text, folder: '/' }, connectors, {})).toThrow('3 faults');
  });
});
