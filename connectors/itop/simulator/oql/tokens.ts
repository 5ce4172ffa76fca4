export type TokenKind = 'NAME' | 'STRING' | 'NUMBER' | 'SYMBOL' | 'END';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly at: number;
  /** As an error message calls it. */
  readonly called: string;
}

export class OqlError extends Error {
  readonly exception: 'OQLParserSyntaxErrorException' | 'OqlNormalizeException' | 'OQLLexerException';
  constructor(exception: OqlError['exception'], message: string) {
    super(message);
    this.exception = exception;
  }
}

const names: Readonly<Record<string, string>> = {
  '*': 'MATH_MULT',
  '>': 'GT',
  '<': 'LT',
  '=': 'EQ',
  '(': 'PAR_OPEN',
  ')': 'PAR_CLOSE',
  ',': 'COMA',
  '.': 'DOT',
  '-': 'MATH_MINUS',
  '+': 'MATH_PLUS',
  '%': 'MOD',
};
const symbol = /^(?:!=|<>|<=|>=|[=<>(),.*+\-/%:])/;

export function tokensOf(query: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < query.length) {
    const rest = query.slice(at);
    const blank = /^\s+/.exec(rest);
    if (blank) {
      at += blank[0].length;
      continue;
    }
    const quoted = /^'(?:[^'\\]|\\[\s\S])*'|^"(?:[^"\\]|\\[\s\S])*"/.exec(rest);
    const number = /^(?:0x[0-9a-f]+|\d+)/i.exec(rest);
    const name = /^(?:[A-Za-z_][\w]*|`[^`]+`)/.exec(rest);
    const sign = symbol.exec(rest);
    const found = quoted ?? name ?? number ?? sign;
    if (!found) throw new OqlError('OQLLexerException', `Unexpected character at ${at} in '${query}'`);
    const [text] = found;
    const kind = quoted ? 'STRING' : name ? 'NAME' : number ? 'NUMBER' : 'SYMBOL';
    const plain = quoted ? text.slice(1, -1).replace(/\\([\s\S])/g, '$1') : text.replaceAll('`', '');
    tokens.push({ kind, text: plain, at, called: kind === 'SYMBOL' ? (names[text] ?? text) : kind });
    at += text.length;
  }
  tokens.push({ kind: 'END', text: '', at: query.length, called: 'END' });
  return tokens;
}
