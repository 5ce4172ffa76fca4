import { describe, expect, it } from '@jest/globals';
import { connectors } from '@passerelle/connectors';
import { explain, readConfiguration, type OperatorError } from '@passerelle/runtime';
import { whyItStopped } from './why-it-stopped.js';

function refusal(text: string): OperatorError {
  try {
    readConfiguration({ path: 'passerelle.yaml', text, folder: '/srv' }, connectors, {});
  } catch (error) {
    return explain(error);
  }
  throw new Error('expected the configuration to be refused');
}

describe('what stopped the host', () => {
  const told = refusal('conections: {}\nlog: loud\n');

  it('is said in French, down to each line of the configuration', () => {
    expect(whyItStopped(told, 'fr').split('\n')).toEqual([
      'passerelle.yaml : 3 erreurs dans la configuration',
      '  passerelle.yaml:1:1 : attendu «connections», reçu rien ; ajoutez «connections: …» (un ensemble de clés)',
      '  passerelle.yaml:1:1 : attendu une clé connue, reçu «conections» ; vouliez-vous dire «connections» ?',
      '  passerelle.yaml:2:6 : attendu une valeur parmi error, warn, info, debug, reçu «loud» ; connus ici : error, warn, info, debug',
      '→ corrigez-les et recommencez',
    ]);
  });

  it('is said in English to whoever asks for it', () => {
    expect(whyItStopped(told, 'en').split('\n')).toEqual([
      'passerelle.yaml: 3 faults in the configuration',
      '  passerelle.yaml:1:1: expected «connections», nothing came; add «connections: …» (a map of keys)',
      '  passerelle.yaml:1:1: expected a known key, «conections» came; did you mean «connections»?',
      '  passerelle.yaml:2:6: expected one of error, warn, info, debug, «loud» came; known here: error, warn, info, debug',
      '→ correct each and start again',
    ]);
  });

  it('comes with its trace where nobody expected it', () => {
    const lines = whyItStopped(explain(new Error('boom')), 'fr');
    expect(lines).toContain('erreur inattendue : boom\n→ c’est un défaut de Passerelle');
    expect(lines).toContain('why-it-stopped.spec');
  });
});
