import { inBoth } from '@passerelle/connector';
import { z } from 'zod';
import { IANAZone } from 'luxon';
import { companionColumns, indexColumns, journalColumns, listColumns } from './headings.js';

const words = z.array(z.string().min(1).max(200)).min(1).max(50);
const columns = <Name extends string>(names: readonly [Name, ...Name[]]) => z.partialRecord(z.enum(names), words);
const patterns = z.array(z.string().min(1).max(200)).max(50);

const headings = z.strictObject({
  /** Headings of the list, before the built-in ones: `libelle: [Intitulé]`. */
  list: columns([...listColumns, ...companionColumns]).default({}),
  journal: columns(journalColumns).default({}),
  index: columns(indexColumns).default({}),
});

const dates = z.strictObject({
  /** Luxon formats of zone-less dates, read in the connection's zone. */
  formats: words.default(['dd/MM/yyyy HH:mm:ss', 'dd/MM/yyyy HH:mm', 'yyyy-MM-dd HH:mm:ss', 'yyyy-MM-dd HH:mm']),
  /** Zone of `yyyy-MM-dd HH:mm:ss` in XML and JSON, which hold what the database holds: UTC (ServiceNow KB0534905). */
  unload: z
    .string()
    .refine(
      (zone) => IANAZone.isValidZone(zone),
      inBoth({ fr: 'un fuseau IANA, par exemple Europe/Paris', en: 'expected an IANA zone, for example Europe/Paris' }),
    )
    .default('UTC'),
});

const limits = z.strictObject({
  /** Characters of one row or record; a longer one is broken. */
  record: z.int().min(1_000).max(67_108_864).default(4_194_304),
  /** Bytes of one XLSX file as it lies on disk, and unpacked. XLSX is read whole; larger lists belong into CSV. */
  sheet: z.int().min(1_000).max(268_435_456).default(33_554_432),
  unpacked: z.int().min(1_000).max(1_073_741_824).default(268_435_456),
});

/** Where an export of CASSIUS lies and how it is written. Everything but the folder has a default. */
export const config = z.strictObject({
  folder: z.string().min(1),
  /** Files of the folder itself that may be lists; what a journal pattern fits is none. Case does not count. */
  list: patterns.min(1).default(['*.csv', '*.tsv', '*.xlsx', '*.xml', '*.json']),
  journal: patterns.default(['*journal*']),
  /** Folder in the folder, with one folder per ticket number; null where there is none. */
  attachments: z.string().min(1).nullable().default('pieces-jointes'),
  /** File in the attachments folder that tells who attached what, when and for whom. */
  index: z.string().min(1).default('index.csv'),
  headings: headings.prefault({}),
  /** Columns of the list without which nothing is read. */
  mandatory: z.array(z.enum(listColumns)).default(['numero', 'etat', 'cree', 'libelle']),
  dates: dates.prefault({}),
  encoding: z.enum(['auto', 'utf-8', 'windows-1252', 'utf-16le']).default('auto'),
  delimiter: z.enum(['auto', ';', ',', '\t', '|']).default('auto'),
  /**
   * `check`: quoted cells may hold line ends, but one that swallows whole rows is broken. `trust`: as RFC 4180 has it.
   * `none`: the exporter quotes nothing, a quote is a character like another.
   */
  quotes: z.enum(['check', 'trust', 'none']).default('check'),
  /** Whether a row with too few cells is broken, or its last cells are empty (as Excel leaves them out). */
  shortRows: z.enum(['broken', 'fill']).default('broken'),
  /** Class by the letters that a number starts with; anything else is `ticket`. */
  classes: z.record(z.string(), z.string().min(1)).default({ RITM: 'sc_req_item', INC: 'incident' }),
  /** Cells that mean that there is nothing. */
  empty: words.default(['(vide)', '(empty)']),
  /** Labels of buttons that the list shows in the Tags column. */
  buttons: words.default(['Ajouter']),
  pageSize: z.int().min(1).max(1_000).default(500),
  limits: limits.prefault({}),
});

export type Config = z.output<typeof config>;
