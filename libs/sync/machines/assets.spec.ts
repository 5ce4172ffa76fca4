import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Asset } from '@passerelle/ticket';
import { assetNews, foldAssets, sameAsset, without } from './assets.js';

const machine = (name: string, serial: string | null = null, uuid: string | null = null): Asset => ({
  name,
  serial,
  uuid,
});

describe('one machine', () => {
  it.each<readonly [string, Asset, Asset, boolean]>([
    ['one serial number in another case, other names', machine('203-02', 'SN1'), machine('POSTE', 'sn1'), true],
    ['another serial number under one name', machine('203-02', 'SN1'), machine('203-02', 'SN2'), false],
    ['a serial number before a UUID', machine('a', 'SN1', 'u1'), machine('a', 'SN2', 'u1'), false],
    ['one UUID, other names', machine('a', null, 'u1'), machine('b', 'SN1', 'u1'), true],
    ['another UUID under one name', machine('a', 'SN1', 'u1'), machine('a', null, 'u2'), false],
    ['one name, as far as blanks and case go', machine(' Écran-12 ', 'SN1'), machine('écran-12', null, 'u1'), true],
    ['another name', machine('203-02'), machine('203-03'), false],
  ])('is known by %s', (_, a, b, same) => {
    expect([sameAsset(a, b), sameAsset(b, a)]).toEqual([same, same]);
  });
});

describe('ties that several tools hold parts of', () => {
  const [one, two, three] = [machine('un', 'SN1'), machine('deux', 'SN2'), machine('trois')];

  it('are what a tool added and took away, and nothing that it never named', () => {
    expect(assetNews([two, three], [one, two])).toEqual({ added: [three], removed: [one] });
    expect(foldAssets([one, two], { added: [three], removed: [one] })).toEqual([two, three]);
    // A tool that knows a single one of them says nothing about the others.
    expect(foldAssets([one, two, three], assetNews([two], [two]))).toEqual([one, two, three]);
  });

  it('are each tied once, as who tied it first calls it', () => {
    const again = machine('POSTE-1', 'sn1');
    expect(foldAssets([one], { added: [again, two, two], removed: [] })).toEqual([one, two]);
    expect(without([one, again, two], [])).toEqual([one, two]);
    expect(without([one, two], [again])).toEqual([two]);
  });

  const asset = fc.record({
    name: fc.constantFrom('a', 'b', 'c', 'É'),
    serial: fc.constant(null),
    uuid: fc.constant(null),
  });
  const list = fc.array(asset, { maxLength: 6 });

  it('end as what the tool says, where it is the only one', () => {
    fc.assert(
      fc.property(list, list, (last, now) => {
        const names = (assets: readonly Asset[]) => assets.map(({ name }) => name).toSorted();
        expect(names(foldAssets(without(last, []), assetNews(now, last)))).toEqual(names(without(now, [])));
      }),
    );
  });

  it('are the same whichever of two tools is heard first', () => {
    fc.assert(
      fc.property(list, list, list, (before, a, b) => {
        const [fromA, fromB] = [assetNews([...before, ...a], before), assetNews([...before, ...b], before)];
        const names = (assets: readonly Asset[]) => assets.map(({ name }) => name).toSorted();
        expect(names(foldAssets(foldAssets(before, fromA), fromB))).toEqual(
          names(foldAssets(foldAssets(before, fromB), fromA)),
        );
      }),
    );
  });
});
