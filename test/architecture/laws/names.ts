import ts from 'typescript';
import { isBench } from '../place.js';
import type { Project, Violation } from '../project.js';
import { parse } from '../syntax.js';
import { emptyNames } from '../table.js';

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const emptySuffix = /(Utils?|Helpers?|Manager)$/;

/** Files and folders of code are named in kebab-case, by what is inside. */
export function checkNames({ sources }: Project): readonly Violation[] {
  return sources.flatMap(({ path, text }) => {
    if (path.includes('/migrations/')) return [];
    const messages = path
      .split('/')
      .map((part) => part.replace(/\.tsx?$/, ''))
      .flatMap((part) => [
        ...part.split('.').flatMap(misspelt),
        ...(isEmpty(part) ? [`«${part}» says nothing of what is inside`] : []),
      ]);
    const found = messages.map((message): Violation => ({ path, line: 0, message }));
    return isBench(path) ? found : [...found, ...declared({ path, text })];
  });
}

function misspelt(word: string): readonly string[] {
  return kebab.test(word) ? [] : [`«${word}» is not in kebab-case`];
}

function isEmpty(part: string): boolean {
  const last = part.split('-').at(-1) ?? part;
  return emptyNames.some((name) => part === name || (last === name && name !== 'types' && name !== 'common'));
}

function declared(source: { readonly path: string; readonly text: string }): readonly Violation[] {
  const file = parse(source);
  return file.statements.flatMap((statement) => {
    const named = ts.isClassDeclaration(statement) || ts.isInterfaceDeclaration(statement) ? statement.name : undefined;
    if (!named || !emptySuffix.test(named.text)) return [];
    const line = file.getLineAndCharacterOfPosition(named.getStart(file)).line + 1;
    return [{ path: source.path, line, message: `«${named.text}»: name it by what it does` }];
  });
}
