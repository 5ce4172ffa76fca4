import { describe, expect, it } from '@jest/globals';
import { asIs, Fault, type ErrorKind } from '@passerelle/connector';
import { refuse } from '@passerelle/migration';
import { StoreUnreachable } from '@passerelle/store';
import { FencedOut, FileTooLarge, Halt } from '@passerelle/sync';
import { explain } from './explain.js';
import { exitCodes, isPassingCode, OperatorError, type OperatorCode } from './operator-error.js';

const fault = (kind: ErrorKind): Fault => new Fault({ kind, connection: 'servicenow', message: asIs('it said no') });

describe('an error', () => {
  it.each<readonly [string, unknown, OperatorCode, number]>([
    ['of a missing decision', refuse('undecided', 'm', 'a'), 'undecided', 3],
    ['of tickets that would be refused', refuse('faults', 'm', 'a'), 'undecided', 3],
    ['of the brake', refuse('brake', 'm', 'a'), 'brake', 5],
    ['of another instance', refuse('another-instance', 'm', 'a'), 'another-instance', 5],
    ['of a connection that is not well', refuse('unhealthy', 'm', 'a'), 'unavailable', 4],
    ['of a connector that cannot', refuse('unsupported', 'm', 'a'), 'unsupported', 2],
    ['of nothing to do', refuse('empty', 'm', 'a'), 'gap', 1],
    ['of a note that can be read', new Halt('visibility', 'm'), 'visibility', 7],
    ['of a busy connection', new Halt('busy', 'm'), 'busy', 6],
    ['of a run that was stopped', new Halt('aborted', 'm'), 'aborted', 130],
    ['of credentials within a run', new Halt('unauthorized', 'm', fault('unauthorized')), 'unauthorized', 4],
    ['of a tool that is down', fault('unavailable'), 'unavailable', 4],
    ['of a tool that asks to wait', fault('rate-limited'), 'unavailable', 4],
    ['of expired credentials', fault('unauthorized'), 'unauthorized', 4],
    ['of a tool that refuses', fault('rejected'), 'refused', 4],
    ['of a page in front of a tool', fault('malformed'), 'refused', 4],
    ['of a lost lease', new FencedOut('servicenow'), 'busy', 6],
    ['of a file that is too large', new FileTooLarge(3), 'gap', 1],
    ['of a database out of reach', new StoreUnreachable(asIs('m')), 'database', 4],
    ['of an interrupted wait', new DOMException('m', 'AbortError'), 'aborted', 130],
    ['of a programmer', new TypeError('x is not a function'), 'unexpected', 70],
    ['of nobody', 'thrown text', 'unexpected', 70],
  ])('%s says what happened and what to do', (_, error, code, exitCode) => {
    const told = explain(error);
    expect(told).toMatchObject({ code, exitCode });
    expect(told.message).not.toBe('');
    expect(told.advice).not.toBe('');
  });

  it.each<readonly [string, unknown]>([
    ...(['visibility', 'brake', 'unauthorized', 'unavailable', 'aborted', 'busy'] as const).map(
      (why) => [`a halt: ${why}`, new Halt(why, 'QUOTED')] as const,
    ),
    ...(
      [
        'unauthorized',
        'rate-limited',
        'unavailable',
        'rejected',
        'gone',
        'conflict',
        'unsupported',
        'malformed',
      ] as const
    ).map((kind) => [`a fault: ${kind}`, fault(kind)] as const),
    ['a lost lease', new FencedOut('servicenow')],
    ['a file that is too large', new FileTooLarge(3)],
    ['a database out of reach', new StoreUnreachable(asIs('QUOTED'))],
    ['an interrupted wait', new DOMException('m', 'AbortError')],
    ['a programmer', new TypeError('QUOTED')],
    ['a refusal', refuse('brake', { fr: 'trop', en: 'too much' }, { fr: 'attendez', en: 'wait' })],
  ])('of %s is said in French, too, with what to do', (_, error) => {
    const told = explain(error);
    const [french, english] = [told.in('fr'), told.in('en')];
    expect(english).toMatchObject({ message: told.message, advice: told.advice });
    expect(french.message).not.toBe(english.message);
    expect(french.advice).not.toBe(english.advice);
    expect(french.advice).not.toMatch(/\b(?:the|of|and|then|wait)\b/u);
  });

  it('quotes in French what a tool and the river say themselves', () => {
    expect(explain(fault('rejected')).in('fr').message).toBe('refusé par l’outil : servicenow : it said no');
    expect(explain(new Halt('brake', 'a: 40 mails')).in('fr').message).toBe('le frein a arrêté l’envoi : a: 40 mails');
    expect(explain(new FileTooLarge(3)).in('fr').message).toBe(
      'pièce jointe trop grande : attendu un fichier d’au plus 3 octets, reçu un plus grand',
    );
    const full = { fr: 'le disque est plein', en: 'the disk is full' };
    expect(explain(new StoreUnreachable(full))).toMatchObject({ message: 'the disk is full' });
    expect(explain(new StoreUnreachable(full)).in('fr').message).toBe(
      'base de données hors d’usage : le disque est plein',
    );
    expect(explain(new Halt('aborted', 'stopped on request')).in('fr').message).toBe('arrêté à la demande');
  });

  it('keeps its cause, and is told once', () => {
    const cause = fault('unavailable');
    const told = explain(cause);
    expect(told.cause).toBe(cause);
    expect(explain(told)).toBe(told);
  });

  it('has an exit code that is never that of success', () => {
    expect(Object.values(exitCodes).every((code) => code > 0 && code < 256)).toBe(true);
  });

  it('may pass by itself, or needs somebody', () => {
    expect((['unavailable', 'busy', 'database'] as const).every(isPassingCode)).toBe(true);
    expect(
      (['unauthorized', 'brake', 'visibility', 'another-instance', 'undecided'] as const).some(isPassingCode),
    ).toBe(false);
    expect(new OperatorError('gap', 'm', 'a').details).toEqual([]);
  });
});
