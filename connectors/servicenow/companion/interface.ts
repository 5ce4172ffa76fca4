import { z } from 'zod';

/**
 * What the companion speaks: an import set table and a transform map that an administrator may install, for what REST
 * cannot do (real dates and authors, and silence). One staging row is one act; `u_payload` is JSON as one text, since an
 * import set stores nested JSON with its colons turned into equal signs (product documentation, Import Set API).
 */
export const stagingTable = 'u_passerelle_import';
export const companionRole = 'u_passerelle';
export const versionProperty = 'u_passerelle.companion.version';
export const companionVersion = '1';

/** The columns of the staging table, with their lengths. */
export const stagingColumns = {
  u_kind: { label: 'Kind', length: 40 },
  u_table: { label: 'Table', length: 80 },
  u_sys_id: { label: 'Sys ID', length: 32 },
  u_key: { label: 'Key', length: 100 },
  u_payload: { label: 'Payload', length: 1_000_000 },
} as const;

/** Tables that the transform writes to, and no others. */
export const companionTables = ['incident', 'sc_request', 'sc_req_item', 'sc_task'] as const;

export interface Staged {
  readonly u_kind: 'create' | 'update' | 'append';
  readonly u_table: string;
  readonly u_sys_id: string;
  readonly u_key: string;
  readonly u_payload: string;
}

/** Instants are `yyyy-MM-dd HH:mm:ss` in UTC, authors user names. */
export interface Payload {
  readonly fields?: Readonly<Record<string, string>>;
  readonly entries?: readonly StagedEntry[];
}

export interface StagedEntry {
  /** Becomes the sys_id of the sys_journal_field row, so that an entry that comes twice is known. */
  readonly id: string;
  readonly element: string;
  readonly value: string;
  readonly author: string;
  readonly at: string;
}

/** The answer is 201 whatever came of the row; that stands in `result`. */
export const Imported = z.object({
  result: z
    .array(
      z.object({
        status: z.string().max(40),
        sys_id: z.string().max(80).nullish(),
        error_message: z.string().nullish(),
        status_message: z.string().nullish(),
      }),
    )
    .min(1)
    .max(100),
});
