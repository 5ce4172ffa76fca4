import type { Profile } from './quirks.js';
import type { Machine, Program, Row } from './state.js';

type Sections = Readonly<Record<string, readonly Row[]>>;

/** Sections that 2.8.1 on the database of another version still finds after it gave up (seen on Debian 12). */
const remaining = new Set('batteries cpus devices inputs modems monitors repository sounds virtualmachines'.split(' '));

/** A machine as `/computers` shows it: no software in 2.8. */
export function listed(machine: Machine, profile: Profile, half: boolean): object {
  const sections = sectionsOf(machine, profile);
  const shown = half ? Object.entries(sections).filter(([name]) => remaining.has(name)) : Object.entries(sections);
  return { ...Object.fromEntries(shown), hardware: machine.hardware };
}

/** A machine as `/computer/{id}` shows it. 2.12 has its software under the empty name too. */
export function whole(machine: Machine, profile: Profile): object {
  const named = machine.software.map((program, nth) => nameOf(machine, program, nth, profile));
  const more = profile === '2.12' ? { '': named } : { softwares: named };
  return { ...sectionsOf(machine, profile), ...more, hardware: machine.hardware };
}

/** The rows of one section under the name that a route gives it; null for a name that it does not know. */
export function sectionOf(machine: Machine, name: string, profile: Profile): readonly Row[] | null {
  const software = profile === '2.12' ? 'software' : 'softwares';
  if (name === software) return machine.software.map((program, nth) => nameOf(machine, program, nth, profile));
  if (name === 'software' || name === 'softwares') return null;
  return sectionsOf(machine, profile)[name] ?? null;
}

function sectionsOf(machine: Machine, profile: Profile): Sections {
  if (profile !== '2.12') {
    const memories = (machine.sections['memories'] ?? []).map((row) => ({ ...row, CAPACITY: String(row['CAPACITY']) }));
    return { ...machine.sections, memories, unixusers: [] };
  }
  return {
    ...machine.sections,
    local_groups: [],
    local_users: [],
    software: machine.software.map((program, nth) => ({
      ...rowOf(machine, program),
      ARCHITECTURE: '',
      ID: nth + 1,
      NAME_ID: nth + 1,
      PUBLISHER_ID: nth + 2,
      VERSION_ID: nth + 2,
    })),
  };
}

function nameOf(machine: Machine, program: Program, nth: number, profile: Profile): Row {
  const row = {
    ...rowOf(machine, program),
    NAME: program.name,
    PUBLISHER: program.publisher,
    VERSION: program.version,
  };
  if (profile === '2.12') return { ...row, ID: nth + 1 };
  const ids = { NAME_ID: nth + 1, PUBLISHER_ID: nth + 2, VERSION_ID: nth + 2 };
  return { ...row, ...ids, ID: null, CATEGORY: null, CATEGORY_NAME: null, OS: null };
}

function rowOf(machine: Machine, program: Program): Row {
  return {
    BITSWIDTH: 0,
    COMMENTS: '',
    FILENAME: '',
    FILESIZE: 0,
    FOLDER: '',
    GUID: '',
    HARDWARE_ID: machine.id,
    INSTALLDATE: `${program.installed} 00:00:00`,
    LANGUAGE: '',
    SOURCE: 0,
  };
}
