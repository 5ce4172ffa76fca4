/** One condition as written: `field operator value`. */
export interface Condition {
  readonly field: string;
  readonly operator: Operator;
  readonly value: string;
}

/** Conditions of which one must hold. A condition that could not be read is a string. */
export type AnyOf = readonly (Condition | string)[];

export interface Sort {
  readonly field: string;
  readonly descending: boolean;
}

export interface ParsedQuery {
  /** Of the outer list one must hold; within it, all. */
  readonly groups: readonly (readonly AnyOf[])[];
  readonly sorts: readonly Sort[];
}

const operators = [
  'GT_OR_EQUALS_FIELD',
  'LT_OR_EQUALS_FIELD',
  'GT_FIELD',
  'LT_FIELD',
  'RELATIVEGT',
  'RELATIVELT',
  'RELATIVEGE',
  'RELATIVELE',
  'RELATIVEEE',
  'INSTANCEOF',
  'STARTSWITH',
  'ENDSWITH',
  'ISNOTEMPTY',
  'ISEMPTY',
  'EMPTYSTRING',
  'ANYTHING',
  'DATEPART',
  'MORETHAN',
  'LESSTHAN',
  'NSAMEAS',
  'SAMEAS',
  'BETWEEN',
  'DYNAMIC',
  'NOT LIKE',
  'NOTLIKE',
  'NOT IN',
  'NOTIN',
  'NOTON',
  'LIKE',
  'IN',
  'ON',
  '!=',
  '!*',
  '>=',
  '<=',
  '=',
  '*',
  '%',
  '>',
  '<',
] as const;
export type Operator = (typeof operators)[number];

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
// Field names are lower case, operators upper case or signs: the longest name ends where an operator begins.
const condition = new RegExp(`^([a-z0-9_.]+)(${operators.map(escape).join('|')})([\\s\\S]*)$`);
const fullText = '123TEXTQUERY321=';

/** Encoded query (Table API page, "Operators available for filters and queries"). */
export function parseQuery(text: string): ParsedQuery {
  const groups: (Condition | string)[][][] = [[]];
  const sorts: Sort[] = [];
  for (const term of split(text)) {
    const group = groups.at(-1) as (Condition | string)[][];
    if (term === '' || term === 'EQ') continue;
    if (term.startsWith('ORDERBYDESC')) sorts.push({ field: term.slice(11), descending: true });
    else if (term.startsWith('ORDERBY')) sorts.push({ field: term.slice(7), descending: false });
    else if (term.startsWith('GROUPBY')) sorts.push({ field: term.slice(7), descending: false });
    else if (term.startsWith('NQ')) groups.push(term.length > 2 ? [[readCondition(term.slice(2))]] : []);
    // ^OR extends only the condition just before it.
    else if (term.startsWith('OR') && group.length > 0) group.at(-1)?.push(readCondition(term.slice(2)));
    else group.push([readCondition(term.startsWith('OR') ? term.slice(2) : term)]);
  }
  return { groups, sorts };
}

function readCondition(term: string): Condition | string {
  if (term.startsWith(fullText)) {
    return { field: fullText, operator: 'LIKE', value: term.slice(fullText.length) };
  }
  const found = condition.exec(term);
  if (!found) return term;
  return { field: found[1] as string, operator: found[2] as Operator, value: found[3] as string };
}

/** `^^` inside a value stands for one literal caret. */
function split(text: string): string[] {
  const terms: string[] = [];
  let term = '';
  for (let i = 0; i < text.length; i++) {
    if (text[i] !== '^') term += text[i];
    else if (text[i + 1] === '^') {
      term += '^';
      i++;
    } else {
      terms.push(term);
      term = '';
    }
  }
  terms.push(term);
  return terms;
}

export const textSearch = fullText;
