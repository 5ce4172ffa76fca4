import { InvalidArgumentError, type Command } from 'commander';
import { addUser, listUsers, passwordOf, switchUser, type UserOptions } from './commands/user.js';
import { inHouse, verb, type Common } from './verb.js';

const roles = ['viewer', 'agent', 'operator', 'administrator'] as const;

function role(text: string): (typeof roles)[number] {
  const found = roles.find((one) => one === text);
  if (found) return found;
  throw new InvalidArgumentError(roles.join(', '));
}

function email(text: string): string {
  if (/^\S+@\S+$/.test(text)) return text;
  throw new InvalidArgumentError('an address such as zoe@example.org');
}

/** Accounts of the console and the API. */
export function addUsers(program: Command): void {
  const user = program.command('user').description('accounts of the console · les comptes de la console');
  verb(user, 'add <login>', 'make one, and print its first password · créer un compte')
    .option('--name <name>', 'how people know them')
    .option('--email <address>', 'how tools know them', email)
    .option('--role <role>', roles.join(' | '), role, 'agent')
    .option('--internal', 'may read what requesters must not')
    .option('--team <name...>', 'teams that are theirs')
    .action((login: string, options: UserOptions) =>
      inHouse(options, { writes: true }, (session, output) => addUser(session, login, options, output)),
    );
  verb(user, 'list', 'who may sign in · qui peut se connecter').action((options: Common) =>
    inHouse(options, { writes: false }, listUsers),
  );
  verb(user, 'password <login>', 'give another one, and let them in again · redonner un mot de passe').action(
    (login: string, options: Common) =>
      inHouse(options, { writes: true }, (session, output) => passwordOf(session, login, output)),
  );
  for (const [name, disabled] of [
    ['disable', true],
    ['enable', false],
  ] as const)
    verb(user, `${name} <login>`, `${name} an account · ${disabled ? 'fermer' : 'rouvrir'} un compte`).action(
      (login: string, options: Common) =>
        inHouse(options, { writes: true }, (session, output) => switchUser(session, login, disabled, output)),
    );
}
