import { describe, expect, it } from '@jest/globals';
import { toy } from '@passerelle/connector/testing';
import { ocs } from '../../../connectors/ocs/index.js';
import { readConfiguration } from './read.js';

const text = (routes: string): string =>
  [
    'connections:',
    '  a: { connector: toy, url: "https://a.example", user: u, password: p }',
    '  b: { connector: toy, url: "https://b.example", user: u, password: p }',
    '  ocs-lycee: { connector: ocs, url: "https://ocs.example/ocsapi", timezone: Europe/Paris, every: 6h }',
    `routes: [${routes}]`,
  ].join('\n');

const read = (routes: string) =>
  readConfiguration({ path: 'passerelle.yaml', text: text(routes), folder: '.' }, [toy, ocs], {});

describe('a connection that knows nothing but machines', () => {
  it('stands beside those of a route, with a clock of its own', () => {
    const { connections } = read('{ name: a-et-b, mode: mirror, between: [a, b] }');
    expect(connections.get('ocs-lycee')).toMatchObject({ connector: 'ocs', every: 21_600_000 });
  });

  it('is told to be no end of one', () => {
    expect(() => read('{ name: a-et-ocs, mode: mirror, between: [a, ocs-lycee] }')).toThrow(
      expect.objectContaining({
        details: [expect.stringMatching(/connections that know tickets.*«ocs-lycee», which knows machines/u)],
      }),
    );
  });
});
