import { describe, expect, it } from '@jest/globals';
import { OperatorError } from '../operator-error.js';
import { definitions } from '../testing/definitions.js';
import { readConfiguration } from './read.js';
import type { ConnectionSettings } from './settings.js';

const desk = 'connector: desk, url: https://desk.example, auth: { kind: key, key: xxxxxxxx }';

function read(pace: string): ConnectionSettings | undefined {
  const text = `connections:\n  bureau: { ${desk}, pace: ${pace} }\n`;
  return readConfiguration({ path: 'passerelle.yaml', text, folder: '/srv' }, definitions, {}).connections.get(
    'bureau',
  );
}

function refusal(pace: string): readonly string[] {
  try {
    read(pace);
  } catch (error) {
    if (error instanceof OperatorError) return error.details;
    throw error;
  }
  throw new Error('expected a refusal');
}

describe('the quiet hours of a connection', () => {
  it('stand beside its pace, which is the connector’s own', () => {
    const settings = read("{ concurrency: 2, quiet: ['22:00-06:00', '12:00-13:30'] }");
    expect(settings?.quiet).toEqual([
      { from: 1_320, to: 360 },
      { from: 720, to: 810 },
    ]);
    expect(settings?.config).toMatchObject({ pace: { concurrency: 2 } });
  });

  it('may stand alone, also where the connector knows no pace', () => {
    expect(read("{ quiet: ['22:00-06:00'] }")).toMatchObject({ quiet: [{}], config: { pace: { concurrency: 4 } } });
    const text = "connections:\n  liste: { connector: paper, folder: ., pace: { quiet: ['22:00-06:00'] } }\n";
    const { connections } = readConfiguration({ path: 'p.yaml', text, folder: '/srv' }, definitions, {});
    expect(connections.get('liste')?.quiet).toEqual([{ from: 1_320, to: 360 }]);
  });

  it.each(["['22h-6h']", "['06:00-06:00']", '22:00-06:00', '[3]'])('are refused as %s, with their place', (quiet) => {
    expect(refusal(`{ quiet: ${quiet} }`)[0]).toMatch(/^passerelle\.yaml:2:\d+: expected /u);
  });

  it('that are misspelt are no silent pace', () => {
    expect(refusal("{ quite: ['22:00-06:00'] }")[0]).toContain('«quite» came');
  });
});
