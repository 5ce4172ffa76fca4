import ts from 'typescript';
import { isBench } from '../place.js';
import type { Project, Source, Violation } from '../project.js';
import { parse, walk } from '../syntax.js';
import { longestFile, uncapped } from '../table.js';

/** Named exports only, no enums, no state that outlives a call's own object, and files that fit a head. */
export function checkShape({ sources }: Project): readonly Violation[] {
  return sources.flatMap((source) => [...forms(source), ...statics(source), ...size(source)]);
}

function forms(source: Source): readonly Violation[] {
  const found: Violation[] = [];
  const at = (line: number, message: string): void => void found.push({ path: source.path, line, message });
  walk(source, (node, line) => {
    if (ts.isEnumDeclaration(node)) at(line, `enum ${node.name.text}: use a union of words`);
    const isDefault =
      ts.isExportAssignment(node) ||
      (ts.isExportSpecifier(node) && node.name.text === 'default') ||
      (ts.canHaveModifiers(node) &&
        ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) === true);
    if (isDefault) at(line, 'default export: give it a name');
  });
  return found;
}

function statics(source: Source): readonly Violation[] {
  if (isBench(source.path)) return [];
  const found: Violation[] = [];
  const file = parse(source);
  const at = (node: ts.Node, message: string): void =>
    void found.push({
      path: source.path,
      line: file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1,
      message,
    });
  for (const statement of file.statements) {
    if (ts.isVariableStatement(statement) && !(statement.declarationList.flags & ts.NodeFlags.Const))
      at(statement, 'state of the whole module: keep it in an object that a caller makes');
    if (!ts.isClassDeclaration(statement)) continue;
    for (const member of statement.members) {
      const kinds = ts.canHaveModifiers(member) ? (ts.getModifiers(member) ?? []).map(({ kind }) => kind) : [];
      if (
        ts.isPropertyDeclaration(member) &&
        kinds.includes(ts.SyntaxKind.StaticKeyword) &&
        !kinds.includes(ts.SyntaxKind.ReadonlyKeyword)
      )
        at(member, 'static state: keep it in an object that a caller makes');
    }
  }
  return found;
}

function size({ path, text }: Source): readonly Violation[] {
  const lines = lineCount(text);
  if (lines <= longestFile || uncapped.some((part) => path.includes(part))) return [];
  return [{ path, line: 0, message: `${lines} lines: expected at most ${longestFile}; one idea a file` }];
}

export function lineCount(text: string): number {
  return text.replace(/\n$/, '').split('\n').length;
}
