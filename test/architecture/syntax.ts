import ts from 'typescript';
import type { Source } from './project.js';

export interface Import {
  readonly specifier: string;
  readonly line: number;
  /** Names of values that are taken; `*` where it is the module as a whole or only its effects. Empty: types alone. */
  readonly values: readonly string[];
}

export type Visit = (node: ts.Node, line: number) => void;

const parsed = new WeakMap<Source, ts.SourceFile>();

export function parse(source: Source): ts.SourceFile {
  const known = parsed.get(source);
  if (known) return known;
  const kind = source.path.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const file = ts.createSourceFile(source.path, source.text, ts.ScriptTarget.ES2023, true, kind);
  parsed.set(source, file);
  return file;
}

/** Every node of a file, outermost first, with its line from 1. */
export function walk(source: Source, visit: Visit): void {
  const file = parse(source);
  const step = (node: ts.Node): void => {
    visit(node, file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1);
    ts.forEachChild(node, step);
  };
  ts.forEachChild(file, step);
}

/** Everything that a file takes from another: static, re-exported, dynamic, required, and in type positions. */
export function importsOf(source: Source): readonly Import[] {
  const found: Import[] = [];
  walk(source, (node, line) => {
    if (ts.isImportDeclaration(node)) add(found, node.moduleSpecifier, line, imported(node.importClause));
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier)
      add(found, node.moduleSpecifier, line, reexported(node));
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(found, node.argument.literal, line, []);
    else if (ts.isExternalModuleReference(node)) add(found, node.expression, line, ['*']);
    else if (ts.isCallExpression(node) && loads(node.expression)) add(found, node.arguments[0], line, ['*']);
  });
  return found;
}

function add(found: Import[], specifier: ts.Node | undefined, line: number, values: readonly string[]): void {
  if (specifier && ts.isStringLiteralLike(specifier)) found.push({ specifier: specifier.text, line, values });
}

function imported(clause: ts.ImportClause | undefined): readonly string[] {
  if (!clause) return ['*'];
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return [];
  const { name, namedBindings } = clause;
  const whole = name ? ['default'] : [];
  if (!namedBindings) return whole;
  return [...whole, ...(ts.isNamespaceImport(namedBindings) ? ['*'] : named(namedBindings.elements))];
}

function reexported({ isTypeOnly, exportClause }: ts.ExportDeclaration): readonly string[] {
  if (isTypeOnly) return [];
  return exportClause && ts.isNamedExports(exportClause) ? named(exportClause.elements) : ['*'];
}

function named(elements: readonly (ts.ImportSpecifier | ts.ExportSpecifier)[]): readonly string[] {
  return elements.filter(({ isTypeOnly }) => !isTypeOnly).map(({ propertyName, name }) => (propertyName ?? name).text);
}

/** `import(…)`, `require(…)`, `require.resolve(…)`, `import.meta.resolve(…)`. */
function loads(callee: ts.Expression): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true;
  if (ts.isIdentifier(callee)) return callee.text === 'require';
  return (
    ts.isPropertyAccessExpression(callee) &&
    callee.name.text === 'resolve' &&
    (ts.isMetaProperty(callee.expression) ||
      (ts.isIdentifier(callee.expression) && callee.expression.text === 'require'))
  );
}
