import { userInfo } from 'node:os';
import { InvalidArgumentError, type Command } from 'commander';
import { explain, languageOf } from '@passerelle/runtime';
import type { Exit } from './exit.js';
import { openOutput, type Output } from './output.js';
import { inSession, type Session } from './session.js';
import { wordsOf } from './words/language.js';

/** Options that every verb has. */
export interface Common {
  readonly config: string;
  readonly lang?: string;
  readonly json?: true;
}

export function verb(parent: Command, name: string, summary: string): Command {
  return parent
    .command(name)
    .description(summary)
    .option('-c, --config <file>', 'configuration', 'passerelle.yaml')
    .option('--lang <language>', 'fr | en')
    .option('--json', 'the last line printed is one JSON object');
}

export function outputOf({ lang, json }: Common): Output {
  const language = languageOf(lang, process.env);
  return openOutput(wordsOf(language), language, json === true);
}

/** Whatever ends a command ends in words that a person can act on, and in an exit code. */
export async function end(output: Output, work: () => Promise<Exit>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    const told = explain(error);
    const { message, advice, details } = told.in(output.language);
    output.warn(message);
    for (const detail of details) output.warn(`  ${detail}`);
    output.warn(`${output.words.todo} : ${advice}`);
    if (told.code === 'unexpected' && error instanceof Error) output.warn(error.stack ?? '');
    output.answer({ error: { code: told.code, message: told.message, advice: told.advice, details: told.details } });
    process.exitCode = told.exitCode;
  }
}

/** A verb that works in the house. `writes` makes the database where there is none. */
export function inHouse(
  options: Common,
  how: { readonly writes: boolean },
  work: (session: Session, output: Output) => Promise<Exit>,
): Promise<void> {
  const output = outputOf(options);
  return end(output, () => inSession(options.config, how, (session) => work(session, output)));
}

export function count(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('a whole number, 0 or more');
  return value;
}

export function collect(term: string, before: readonly string[]): readonly string[] {
  return [...before, term];
}

/** A verb that somebody answers for. */
export interface Named extends Common {
  readonly by: string;
  readonly why: string;
}

export function signed(command: Command): Command {
  return command
    .option('--by <name>', 'who says so', whoRuns())
    .option('--why <reason>', 'for whoever reads it later', '');
}

/** Who is named in the history where nobody says so. */
export function whoRuns(): string {
  try {
    return userInfo().username;
  } catch {
    // A user id without a name, as in many containers.
    return 'passerelle';
  }
}
