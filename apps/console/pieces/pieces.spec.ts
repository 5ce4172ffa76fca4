import { describe, expect, it } from '@jest/globals';
import { treeOf } from './category-tree.js';
import { describePerson, wishFor } from './person-words.js';

describe('the tree of categories', () => {
  it('is read downwards, whatever order it came in', () => {
    const rows = treeOf([
      { key: 'hardware.screen', label: 'Écran', parent: 'hardware', help: null },
      { key: 'network', label: 'Réseau', parent: null, help: null },
      { key: 'hardware', label: 'Matériel', parent: null, help: 'Ce qui se touche' },
    ]);
    expect(rows.map(({ path, depth }) => [path, depth])).toEqual([
      ['Réseau', 0],
      ['Matériel', 0],
      ['Matériel › Écran', 1],
    ]);
  });

  it('loses none whose parent is unknown, and ends where somebody drew a circle', () => {
    const orphan = { key: 'a.b', label: 'B', parent: 'a', help: null };
    expect(treeOf([orphan])).toHaveLength(1);
    const circle = [
      { key: 'x', label: 'X', parent: 'y', help: null },
      { key: 'y', label: 'Y', parent: 'x', help: null },
    ];
    expect(treeOf(circle)).toEqual([]);
  });
});

describe('somebody who is typed', () => {
  const lea = { name: 'Léa Martin', email: 'lea@exemple.fr', login: 'lmartin', employeeNumber: null };

  it('is whom the list offered', () => {
    expect(wishFor(describePerson(lea), [lea])).toEqual(lea);
  });

  it('is an address, an address with a name, or a name', () => {
    expect(wishFor(' paul@exemple.fr ', [])).toMatchObject({ name: null, email: 'paul@exemple.fr' });
    expect(wishFor('Paul N’Guyen <paul@exemple.fr>', [])).toMatchObject({
      name: 'Paul N’Guyen',
      email: 'paul@exemple.fr',
    });
    expect(wishFor('Zoé', [lea])).toMatchObject({ name: 'Zoé', email: null });
    expect(wishFor('  ', [])).toBeNull();
  });
});
