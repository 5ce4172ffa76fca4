import type { Attribute } from './attribute.js';

export interface ClassModel {
  readonly name: string;
  readonly parent?: string;
  readonly abstract?: boolean;
  /** Its own attributes; those of its parent come first. */
  readonly attributes: readonly Attribute[];
  /** What people call one of its objects: attributes joined by blanks, or a pattern of its own. */
  readonly named: (object: { text(code: string): string; friendly(code: string): string }) => string;
  /** The order in which objects come when nobody asked for one: by this attribute, descending with a minus sign. */
  readonly order: string;
  /** The attribute that decides who, of those restricted to organisations, may see it. */
  readonly org?: string;
  /** Who may read it: everybody with a profile, or administrators. */
  readonly readable: 'profiles' | 'administrators';
}

/** The data model of one instance. */
export interface DataModel {
  readonly classes: ReadonlyMap<string, ClassModel>;
  find(name: string): ClassModel | undefined;
  /** Parents first. */
  attributesOf(name: string): readonly Attribute[];
  attribute(name: string, code: string): Attribute | undefined;
  /** Itself and everything below it. */
  family(name: string): readonly string[];
  isA(name: string, ancestor: string): boolean;
  /** The class that its ids are counted in. */
  root(name: string): string;
}

export function dataModel(models: readonly ClassModel[]): DataModel {
  const classes = new Map(models.map((each) => [each.name, each]));
  const attributes = new Map<string, readonly Attribute[]>();
  const byCode = new Map<string, ReadonlyMap<string, Attribute>>();
  const ancestry = (name: string): string[] => {
    const found = classes.get(name);
    return found ? [...(found.parent === undefined ? [] : ancestry(found.parent)), name] : [];
  };
  for (const { name } of models) {
    const merged = new Map<string, Attribute>();
    for (const one of ancestry(name))
      for (const each of classes.get(one)?.attributes ?? []) merged.set(each.code, each);
    attributes.set(name, [...merged.values()]);
    byCode.set(name, merged);
  }
  return {
    classes,
    find: (name) => classes.get(name),
    attributesOf: (name) => attributes.get(name) ?? [],
    attribute: (name, code) => byCode.get(name)?.get(code),
    family: (name) => models.filter((each) => ancestry(each.name).includes(name)).map((each) => each.name),
    isA: (name, ancestor) => ancestry(name).includes(ancestor),
    root: (name) => ancestry(name)[0] ?? name,
  };
}

export function hasHierarchy(model: DataModel, name: string): boolean {
  return model.root(name) !== name || model.family(name).length > 1;
}
