import { OqlError, tokensOf, type Token } from './tokens.js';

export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number }
  | { readonly kind: 'column'; readonly alias: string | null; readonly code: string; readonly at: number }
  | { readonly kind: 'call'; readonly name: string; readonly of: readonly Expression[]; readonly unit?: string }
  | { readonly kind: 'not'; readonly of: Expression }
  | {
      readonly kind: 'in';
      readonly not: boolean;
      readonly left: Expression;
      readonly list: readonly Expression[] | Select[];
    }
  | { readonly kind: 'binary'; readonly sign: string; readonly left: Expression; readonly right: Expression };

export interface Select {
  readonly kind: 'select';
  readonly wanted: string;
  readonly sources: readonly Source[];
  readonly where: Expression | null;
}

export interface Source {
  readonly className: string;
  readonly at: number;
  readonly alias: string;
  /** Of a join: `left.code = right.id`, whichever way round it was written. */
  readonly on?: { readonly left: Expression; readonly right: Expression };
}

/** An OQL query: one selection, or several joined by UNION. */
export function parseOql(query: string): readonly Select[] {
  const tokens = tokensOf(query);
  let place = 0;
  const peek = (): Token => tokens[place]!;
  const next = (): Token => tokens[place++]!;
  const word = (...words: string[]): boolean => {
    const { kind, text } = peek();
    return kind === 'NAME' && words.includes(text.toUpperCase());
  };
  const sign = (...signs: string[]): boolean => peek().kind === 'SYMBOL' && signs.includes(peek().text);
  const fail = (): never => {
    const { called, text, at } = peek();
    throw new OqlError(
      'OQLParserSyntaxErrorException',
      `Unexpected token ${called} - found '${text}' at ${at} in '${query}'`,
    );
  };
  const expect = (fits: boolean): Token => (fits ? next() : fail());

  const select = (): Select => {
    expect(word('SELECT'));
    const first = expect(peek().kind === 'NAME');
    let wanted = first.text;
    let from = first;
    if (word('FROM')) {
      next();
      from = expect(peek().kind === 'NAME');
    }
    let alias = from.text;
    if (word('AS')) {
      next();
      alias = expect(peek().kind === 'NAME').text;
    }
    if (from === first) wanted = alias;
    const sources: Source[] = [{ className: from.text, at: from.at, alias }];
    while (word('JOIN')) {
      next();
      const joined = expect(peek().kind === 'NAME');
      let as = joined.text;
      if (word('AS')) {
        next();
        as = expect(peek().kind === 'NAME').text;
      }
      expect(word('ON'));
      const left = operand();
      expect(sign('='));
      sources.push({ className: joined.text, at: joined.at, alias: as, on: { left, right: operand() } });
    }
    let where: Expression | null = null;
    if (word('WHERE')) {
      next();
      where = either();
    }
    return { kind: 'select', wanted, sources, where };
  };

  const either = (): Expression => {
    let left = both();
    while (word('OR')) {
      next();
      left = { kind: 'binary', sign: 'OR', left, right: both() };
    }
    return left;
  };
  const both = (): Expression => {
    let left = condition();
    while (word('AND')) {
      next();
      left = { kind: 'binary', sign: 'AND', left, right: condition() };
    }
    return left;
  };
  const condition = (): Expression => {
    if (word('NOT')) {
      next();
      return { kind: 'not', of: condition() };
    }
    const left = operand();
    if (sign('=', '!=', '<>', '<', '<=', '>', '>=')) {
      const { text } = next();
      return { kind: 'binary', sign: text, left, right: operand() };
    }
    if (word('LIKE')) {
      next();
      return { kind: 'binary', sign: 'LIKE', left, right: operand() };
    }
    const not = word('NOT');
    if (not) next();
    if (not && word('LIKE')) {
      next();
      return { kind: 'not', of: { kind: 'binary', sign: 'LIKE', left, right: operand() } };
    }
    if (word('IN')) {
      next();
      expect(sign('('));
      const list = word('SELECT') ? [select()] : operands();
      expect(sign(')'));
      return { kind: 'in', not, left, list };
    }
    return not ? fail() : left;
  };
  const operands = (): Expression[] => {
    const found = [operand()];
    while (sign(',')) {
      next();
      found.push(operand());
    }
    return found;
  };
  const operand = (): Expression => {
    let left = term();
    while (sign('+', '-', '*', '/')) {
      const { text } = next();
      left = { kind: 'call', name: text, of: [left, term()] };
    }
    return left;
  };
  const term = (): Expression => {
    const token = next();
    if (token.kind === 'STRING') return { kind: 'literal', value: token.text };
    if (token.kind === 'NUMBER') return { kind: 'literal', value: Number(token.text) };
    if (token.kind === 'SYMBOL' && token.text === '-') {
      return { kind: 'literal', value: -Number(expect(peek().kind === 'NUMBER').text) };
    }
    if (token.kind === 'SYMBOL' && token.text === '(') {
      const inner = either();
      expect(sign(')'));
      return inner;
    }
    if (token.kind === 'NAME' && !/^(?:WHERE|AND|OR|JOIN|FROM|ON|IN|UNION)$/i.test(token.text)) {
      if (token.text.toUpperCase() === 'INTERVAL') {
        const amount = operand();
        return {
          kind: 'call',
          name: 'INTERVAL',
          of: [amount],
          unit: expect(peek().kind === 'NAME').text.toUpperCase(),
        };
      }
      if (sign('(')) {
        next();
        const of = sign(')') ? [] : operands();
        expect(sign(')'));
        return { kind: 'call', name: token.text.toUpperCase(), of };
      }
      if (sign('.')) {
        next();
        const code = expect(peek().kind === 'NAME');
        return { kind: 'column', alias: token.text, code: code.text, at: code.at };
      }
      return { kind: 'column', alias: null, code: token.text, at: token.at };
    }
    place--;
    return fail();
  };

  const selects = [select()];
  while (word('UNION')) {
    next();
    selects.push(select());
  }
  if (peek().kind !== 'END') fail();
  return selects;
}
