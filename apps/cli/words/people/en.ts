import type { PeopleWords } from './words.js';

export const peopleEn: PeopleWords = {
  none: 'Nobody to show.',
  met: (name, connection) => `${name} in ${connection}`,
  linked: (native, evidence) => `account ${native} (${evidence})`,
  unlinked: (evidence) => `no account (${evidence})`,
  candidate: (name, id, fits) => `${name} [${id}]: ${fits}`,
  how: 'To decide: passerelle people match <person> <connection>:<account>, or <connection>:none',
  decided: (name, account, connection) => `${name} is ${account} in ${connection}, and stays so.`,
  noAccount: 'without an account',
  person: (person) => `Replaced everywhere by “Personne effacée ${person}”`,
  rows: (table, count) => `${table}: ${count.toLocaleString('en-GB')}`,
  namesakes: 'Called alike, and perhaps somebody else (--namesakes takes them too):',
  dryRun: 'Nothing was changed. The same command with --yes erases.',
  contents: (rewritten, dropped, unread) =>
    `contents of files: ${rewritten} rewritten, ${dropped} taken away, ${unread} that only a reader can look through`,
  accounts: (count) => `accounts here: ${count}, kept as keys that nobody can sign in with`,
  erased: 'Erased. What the tools keep themselves stays there, and comes back here no more.',
  exported: (count, file) => `${count.toLocaleString('en-GB')} records written to ${file}`,
  duplicates: {
    none: 'No duplicate is offered.',
    offered: (count) => `${count.toLocaleString('en-GB')} new offer(s)`,
    how: 'To answer: passerelle duplicates accept <id> | refuse <id>',
    answered: (state) => (state === 'accepted' ? 'Tied as duplicates; nothing is merged.' : 'Refused.'),
  },
  places: {
    none: 'No team, organisation or site to show.',
    met: (name, kind, connection) => `${name} (${kind === 'group' ? 'team' : kind}) in ${connection}`,
    linked: (called, native, evidence) => `${called} [${native}] (${evidence})`,
    unlinked: (evidence) => `stands in the text (${evidence})`,
    how: 'To decide: passerelle places match <name> <connection>:<name or id>, or <connection>:none',
    decided: (name, called, connection) => `${name} is ${called} in ${connection}, and stays so.`,
    nothing: 'nothing but text',
  },
  moved: (number, category, tools) => `${number} is filed under ${category}; tools to be told: ${tools}`,
  refused: (why) => `A rule does not accept it: ${why}`,
};
