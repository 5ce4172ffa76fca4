import sax from 'sax';

/** A class of iTop's compiled data model (`data/datamodel-production.xml`), as far as its lifecycle goes. */
export interface ModelClass {
  /** Values of the attribute that holds the state. */
  readonly states: readonly string[];
  readonly moves: readonly ModelMove[];
  /** Attributes that are mandatory in a state, those that it inherits from another state among them. */
  readonly mandatory: Readonly<Record<string, readonly string[]>>;
}

export interface ModelMove {
  readonly from: string;
  readonly to: string;
  readonly by: string;
  /** iTop makes it by itself: a deadline passed, a parent was resolved. */
  readonly internal: boolean;
  /** Attributes that are mandatory for this move alone. */
  readonly mandatory: readonly string[];
}

export interface Model {
  readonly classes: Readonly<Record<string, ModelClass>>;
  /** French labels of states, `UserRequest.to_complete`; empty where the file holds no dictionary. */
  readonly labels: Readonly<Record<string, string>>;
}

interface Element {
  readonly name: string;
  readonly id: string;
  readonly kind: string;
  readonly children: Element[];
  text: string;
}

const wanted = new Set(['classes', 'dictionaries']);

/** Null where it is torn, or is no data model. Elements of nothing that is asked for are not kept: such a file has megabytes. */
export function readModel(xml: string): Model | null {
  const root = treeOf(xml);
  if (root === null || root.name !== 'itop_design') return null;
  const classes = child(root, 'classes')?.children.filter(({ name }) => name === 'class') ?? [];
  return {
    classes: Object.fromEntries(
      classes.filter((one) => child(one, 'lifecycle')).map((one) => [one.id, modelClass(one)]),
    ),
    labels: labelsOf(root),
  };
}

function modelClass(one: Element): ModelClass {
  const lifecycle = child(one, 'lifecycle');
  const semantic = at(one, 'properties', 'fields_semantic', 'state_attribute')?.text.trim();
  const attribute = semantic || (child(lifecycle, 'attribute')?.text.trim() ?? 'status');
  const field = child(one, 'fields')?.children.find(({ id }) => id === attribute);
  const stimuli = child(lifecycle, 'stimuli')?.children ?? [];
  const internal = new Set(stimuli.filter(({ kind }) => kind === 'StimulusInternal').map(({ id }) => id));
  const states = child(lifecycle, 'states')?.children ?? [];
  return {
    // Up to 2.7 a value stands in its element, later in one of its own.
    states: (child(field, 'values')?.children ?? []).map((value) => child(value, 'code')?.text.trim() || value.id),
    moves: states.flatMap((state) =>
      (child(state, 'transitions')?.children ?? []).map((move): ModelMove => {
        const by = move.id || (child(move, 'stimulus')?.text.trim() ?? '');
        const to = child(move, 'target')?.text.trim() ?? '';
        return { from: state.id, to, by, internal: internal.has(by), mandatory: flagged(move) };
      }),
    ),
    mandatory: Object.fromEntries(states.map((state) => [state.id, mandatoryIn(state, states, new Set())])),
  };
}

function mandatoryIn(state: Element, all: readonly Element[], seen: Set<string>): readonly string[] {
  if (seen.has(state.id)) return [];
  seen.add(state.id);
  const parent = all.find(({ id }) => id === child(state, 'inherit_flags_from')?.text.trim());
  const own = child(state, 'flags')?.children ?? [];
  const inherited = parent ? mandatoryIn(parent, all, seen) : [];
  const said = new Set(own.map(({ id }) => id));
  return [...new Set([...flagged(state), ...inherited.filter((code) => !said.has(code))])];
}

function flagged(element: Element): readonly string[] {
  const attributes = child(element, 'flags')?.children ?? [];
  return attributes.filter((one) => child(one, 'mandatory')).map(({ id }) => id);
}

function labelsOf(root: Element): Readonly<Record<string, string>> {
  const french = child(root, 'dictionaries')?.children.filter(({ id }) => id === 'FR FR') ?? [];
  const entries = french.flatMap((one) => child(one, 'entries')?.children ?? []);
  return Object.fromEntries(
    entries.flatMap(({ id, text }) => {
      const [, nativeClass, state] = /^Class:(\w+)\/Attribute:status\/Value:([^+]+)$/u.exec(id) ?? [];
      return nativeClass && state ? [[`${nativeClass}.${state}`, text.trim()] as const] : [];
    }),
  );
}

function child(element: Element | undefined, name: string): Element | undefined {
  return element?.children.find((one) => one.name === name);
}

function at(element: Element, ...path: readonly string[]): Element | undefined {
  return path.reduce<Element | undefined>(child, element);
}

function treeOf(xml: string): Element | null {
  const parser = sax.parser(true, { trim: false });
  const open: (Element | null)[] = [];
  let root: Element | null = null;
  let failed = false;
  parser.onerror = () => {
    failed = true;
    parser.error = null as never;
  };
  parser.onopentag = ({ name, attributes }) => {
    const told = (key: string): string => {
      const value = attributes[key];
      return typeof value === 'string' ? value : '';
    };
    // What an administrator deleted is told as such.
    const parent = open.at(-1);
    const skipped = parent === null || told('_delta') === 'delete' || (open.length === 1 && !wanted.has(name));
    const element: Element | null = skipped
      ? null
      : { name, id: told('id'), kind: told('xsi:type'), children: [], text: '' };
    if (element && parent) parent.children.push(element);
    root ??= element;
    open.push(element);
  };
  parser.onclosetag = () => void open.pop();
  const add = (text: string): void => {
    const element = open.at(-1);
    if (element) element.text += text;
  };
  parser.ontext = add;
  parser.oncdata = add;
  try {
    parser.write(xml).close();
  } catch {
    return null;
  }
  return failed || open.length > 0 ? null : root;
}
