import ts from 'typescript';
import { isBench, isOne, isUnder } from '../place.js';
import type { Project, Source, Violation } from '../project.js';
import { importsOf, walk } from '../syntax.js';
import { timekeepers, timeless } from '../table.js';

/** The core sees time and chance through the ports alone; otherwise a simulation cannot bend them, nor a run be repeated. */
export function checkTime({ sources }: Project): readonly Violation[] {
  return sources
    .filter(({ path }) => !isBench(path) && !isOne(timekeepers, path) && timeless.some((room) => isUnder(path, room)))
    .flatMap((source) => [...usesOf(source), ...importedBy(source)]);
}

/** Names of Node and of ECMAScript that read the real time, wait in it, or draw by chance. `setImmediate` only gives way. */
const realNames: readonly string[] = [
  'setTimeout',
  'setInterval',
  'performance',
  'hrtime',
  'randomUUID',
  'randomBytes',
  'randomInt',
  'getRandomValues',
  'webcrypto',
];
const realModules: readonly string[] = ['node:timers', 'node:timers/promises', 'node:perf_hooks'];
const pureDateMembers: readonly string[] = ['parse', 'UTC'];

function usesOf(source: Source): readonly Violation[] {
  const found: Violation[] = [];
  walk(source, (node, line) => {
    const what = ts.isIdentifier(node) ? realUse(node) : null;
    if (what) found.push({ path: source.path, line, message: `${what}; take the Clock or Random port instead` });
  });
  return found;
}

function importedBy(source: Source): readonly Violation[] {
  return importsOf(source)
    .filter(
      ({ specifier, values }) => realModules.includes(specifier) && values.some((name) => name !== 'setImmediate'),
    )
    .map(({ specifier, line }) => ({
      path: source.path,
      line,
      message: `${specifier} is imported; take the Clock port instead`,
    }));
}

/** What a name does with the real time or with chance; null where it does nothing of the kind. */
function realUse(node: ts.Identifier): string | null {
  const { parent } = node;
  if (isOnlyAName(node)) return null;
  if (realNames.includes(node.text)) return `${node.text} is used`;
  if (node.text === 'random' && isMemberOf(node, 'Math')) return 'Math.random is used';
  if (node.text === 'Math' && !ts.isPropertyAccessExpression(parent)) return 'Math is used as a value';
  if (node.text === 'timeout' && isMemberOf(node, 'AbortSignal')) return 'AbortSignal.timeout is used';
  if (['now', 'local', 'utc'].includes(node.text) && isMemberOf(node, 'DateTime') && isCalledBare(parent))
    return `DateTime.${node.text}() reads the real time`;
  return node.text === 'Date' ? realDate(parent) : null;
}

function realDate(parent: ts.Node): string | null {
  if (ts.isTypeReferenceNode(parent) || ts.isExpressionWithTypeArguments(parent)) return null;
  if (ts.isNewExpression(parent)) return parent.arguments?.length ? null : 'new Date() reads the real time';
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword) return null;
  if (ts.isPropertyAccessExpression(parent) && pureDateMembers.includes(parent.name.text)) return null;
  return 'Date is used otherwise than as `new Date(value)`, `Date.parse` or `Date.UTC`';
}

function isMemberOf(node: ts.Identifier, object: string): boolean {
  const { parent } = node;
  return (
    ts.isPropertyAccessExpression(parent) &&
    parent.name === node &&
    ts.isIdentifier(parent.expression) &&
    parent.expression.text === object
  );
}

function isCalledBare(access: ts.Node): boolean {
  return (
    ts.isCallExpression(access.parent) && access.parent.expression === access && access.parent.arguments.length === 0
  );
}

/** A key, a member's own declaration or a member of something of ours: it only happens to be called so. */
function isOnlyAName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isMethodSignature(parent))
    return parent.name === node;
  if (ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent)) return parent.name === node;
  if (!ts.isPropertyAccessExpression(parent) || parent.name !== node) return false;
  const object = ts.isIdentifier(parent.expression) ? parent.expression.text : '';
  return !['globalThis', 'global', 'process', 'crypto', 'Math', 'AbortSignal', 'DateTime'].includes(object);
}
