import { createHash } from 'node:crypto';
import { PluginKind, declareFactoryPlugin } from '@stryker-mutator/api/plugin';

/**
 * Lets through the share of mutants that MUTATION_SHARE names (0 to 1), drawn by a hash of MUTATION_SEED and of what the
 * mutant is, so that the same draw can be made again and each mutant has the same chance whatever its size. What is not
 * drawn counts neither as killed nor as survived.
 */
function sample() {
  const share = Number(process.env.MUTATION_SHARE ?? '1');
  const seed = process.env.MUTATION_SEED ?? '1';
  const drawn = ({ fileName, location, mutatorName, replacement }) => {
    const place = fileName.slice(fileName.search(/\/(libs|connectors)\//));
    const said = JSON.stringify([seed, place, location, mutatorName, replacement]);
    return createHash('sha256').update(said).digest().readUInt32BE() / 2 ** 32 < share;
  };
  return {
    init: async () => {},
    check: async (mutants) =>
      Object.fromEntries(
        mutants.map((mutant) => [
          mutant.id,
          drawn(mutant) ? { status: 'passed' } : { status: 'compileError', reason: 'not drawn' },
        ]),
      ),
    group: async (mutants) => [mutants.map(({ id }) => id)],
  };
}

export const strykerPlugins = [declareFactoryPlugin(PluginKind.Checker, 'sample', sample)];
