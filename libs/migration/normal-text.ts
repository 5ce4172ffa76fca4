import { withoutBlanks } from '@passerelle/sync';

/** Enough of a text to find it by. */
export function textField(text: string): string {
  const short = withoutBlanks(text);
  return short.length <= 80 ? short : `${short.slice(0, 79).toWellFormed()}…`;
}
