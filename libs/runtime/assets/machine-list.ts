import { choose, indexMachines, type MachineRecord } from '@passerelle/sync';
import type { House } from '../house/house.js';
import { OperatorError } from '../operator-error.js';

/** One machine with everything that was told of it. */
export interface ListedMachine {
  readonly machine: string;
  readonly name: string;
  readonly serial: string | null;
  readonly uuid: string | null;
  readonly records: readonly {
    readonly connection: string;
    readonly native: string;
    readonly name: string | null;
    readonly evidence: MachineRecord['evidence'];
    readonly seenAt: string | null;
    readonly gone: boolean;
    readonly url: string | null;
    readonly by?: string;
    /** Machines that fit as well, with what they are called. */
    readonly candidates: readonly { readonly machine: string; readonly name: string }[];
  }[];
}

export interface MachineWish {
  /** Only machines with something ambiguous. */
  readonly ambiguous?: boolean;
  /** Only those that a name, serial number or id holds this, case aside. */
  readonly text?: string;
}

/** Machines by name, then by their own names. */
export async function listMachines(
  house: Pick<House, 'machines'>,
  wish: MachineWish,
): Promise<readonly ListedMachine[]> {
  const records = await house.machines.all();
  const index = indexMachines(records);
  const groups = Map.groupBy(records, ({ machine }) => machine);
  const nameOf = (machine: string): string => {
    const [first] = groups.get(machine) ?? [];
    return first ? (index.canonical(first.connection, first.said.id)?.name ?? machine) : machine;
  };
  const wanted = wish.text?.toLowerCase();
  return [...groups]
    .filter(([, group]) => wish.ambiguous !== true || group.some(({ evidence }) => evidence === 'ambiguous'))
    .filter(([, group]) => wanted === undefined || group.some((record) => speaksOf(record, wanted)))
    .map(([machine, group]): ListedMachine => {
      const [first] = group;
      const asset = first ? index.canonical(first.connection, first.said.id) : null;
      return {
        machine,
        name: asset?.name ?? machine,
        serial: asset?.serial ?? null,
        uuid: asset?.uuid ?? null,
        records: group.map(({ connection, said, evidence, gone, by, candidates }) => ({
          connection,
          native: said.id,
          name: said.name,
          evidence,
          seenAt: said.seenAt,
          gone,
          url: said.url,
          ...(by !== undefined && { by }),
          candidates: candidates.map((each) => ({ machine: each, name: nameOf(each) })),
        })),
      };
    })
    .toSorted((a, b) => a.name.localeCompare(b.name) || (a.machine < b.machine ? -1 : 1));
}

function speaksOf({ said }: MachineRecord, text: string): boolean {
  return [said.id, said.name, said.serial, said.uuid, said.tag].some((each) => each?.toLowerCase().includes(text));
}

/** Somebody says which machine a record is of; `null` that it is one of its own. Remembered above all evidence. */
export async function chooseMachine(
  house: Pick<House, 'machines' | 'clock'>,
  choice: {
    readonly connection: string;
    readonly native: string;
    readonly machine: string | null;
    readonly by: string;
  },
): Promise<number> {
  const records = await house.machines.all();
  const whole = choice.machine === null ? null : complete(records, choice.machine);
  const kept = choose(records, { ...choice, machine: whole }, house.clock.now().toISOString());
  if (kept === null)
    throw new OperatorError(
      'unknown-name',
      {
        fr: `une fiche de ${choice.connection} et une machine connues sont attendues, «${choice.native}» et «${choice.machine ?? 'own'}» ont été donnés`,
        en: `expected a record of ${choice.connection} and a machine that are known, «${choice.native}» and «${choice.machine ?? 'own'}» came`,
      },
      {
        fr: '«passerelle assets» montre les fiches et les noms des machines',
        en: 'passerelle assets shows the records and the names of machines',
      },
    );
  await house.machines.keep(kept);
  return kept.length;
}

/** The machine that begins so, where only one does. */
function complete(records: readonly MachineRecord[], beginning: string): string {
  const found = new Set(records.map(({ machine }) => machine).filter((machine) => machine.startsWith(beginning)));
  return found.size === 1 ? ([...found][0] ?? beginning) : beginning;
}
