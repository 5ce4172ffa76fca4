import { describe, expect, it } from '@jest/globals';
import { assetOf, each, instantOf, isEmpty, numberOf, personFrom, personOf, tagsOf, textOf } from './values.js';

describe('what a tool leaves empty', () => {
  it.each([undefined, null, '', [], [''], { id: null, name: null }, { id: '', name: '' }, [{ id: null, name: '' }]])(
    '%j is nothing',
    (value) => {
      expect(isEmpty(value)).toBe(true);
    },
  );

  it.each([' ', '0', ['', 'a'], { id: 'u1', name: null }, { id: null, name: 'RÉSEAU' }])('%j is something', (value) => {
    expect(isEmpty(value)).toBe(false);
  });

  it('is left out of a list', () => {
    expect(each(['a', '', { id: null, name: null }])).toEqual(['a']);
    expect(each(null)).toEqual([]);
    expect(each('')).toEqual([]);
    expect(each({ id: 'u1', name: null })).toEqual([{ id: 'u1', name: null }]);
  });
});

describe('a value as text', () => {
  it.each([
    [null, null],
    ['', ''],
    ['Écran', 'Écran'],
    [{ id: 'u1', name: 'RÉSEAU' }, 'RÉSEAU'],
    [{ id: 'u1', name: null }, 'u1'],
    [['a', { id: 'u1', name: 'b' }, ''], 'a, b'],
    [[], null],
  ])('%j reads %j', (value, text) => {
    expect(textOf(value)).toBe(text);
  });

  it.each([
    ['12', 12],
    [' 1.5 ', 1.5],
    ['', null],
    [' ', null],
    [null, null],
    ['douze', null],
    ['Infinity', null],
  ])('%j counts %j', (value, number) => {
    expect(numberOf(value)).toBe(number);
  });

  it('is an instant only in the form that the store keeps', () => {
    expect(instantOf('2025-11-18T10:54:35.000Z')).toBe('2025-11-18T10:54:35.000Z');
    expect(instantOf('18/11/2025')).toBeNull();
    expect(instantOf(null)).toBeNull();
  });

  it.each([
    ['vip; étage 3 ;;', ['vip', 'étage 3']],
    [
      ['vip', ' ', 'étage 3'],
      ['vip', 'étage 3'],
    ],
    ['', []],
    [null, []],
  ])('%j carries the tags %j', (value, tags) => {
    expect(tagsOf(value, ';')).toEqual(tags);
  });
});

describe('somebody', () => {
  const nobody = { name: null, email: null, login: null, employeeNumber: null, cut: false };

  it('is known by name, or by the id where there is nothing else', () => {
    expect(personOf('Élodie Noël')).toEqual({ ...nobody, name: 'Élodie Noël' });
    expect(personOf({ id: 'u1', name: null })).toEqual({ ...nobody, name: 'u1' });
    expect(personOf({ id: 'u1', name: null, login: 'enoel' })).toEqual({ ...nobody, login: 'enoel' });
    expect(personOf({ id: 'u1', name: null, email: 'e@exemple.fr' }).name).toBeNull();
    expect(personOf({ id: 'u1', name: null, employeeNumber: '7' }).name).toBeNull();
  });

  it.each(['CL... ST...', 'Élodie No…'])('is cut where the name «%s» has dots in it', (name) => {
    expect(personOf(name).cut).toBe(true);
    expect(personOf({ id: 'u1', name: 'Élodie Noël', cut: true }).cut).toBe(true);
    expect(personOf('M. Noël').cut).toBe(false);
  });

  it('is the first of several', () => {
    expect(personFrom(['', 'Zoé', 'Léa'])?.name).toBe('Zoé');
    expect(personFrom([])).toBeNull();
  });
});

it('calls a machine as the inventory does, where that knows it', () => {
  const known = { name: 'PC-12', serial: 'S12', uuid: null };
  const machineOf = (id: string) => (id === 'm1' ? known : null);
  expect(assetOf({ id: 'm1', name: 'pc12' }, machineOf)).toBe(known);
  expect(assetOf({ id: 'm2', name: 'pc13' }, machineOf)).toEqual({ name: 'pc13', serial: null, uuid: null });
  expect(assetOf('m1', machineOf).serial).toBeNull();
  expect(assetOf({ id: null, name: 'pc14' }, () => known).name).toBe('pc14');
});
