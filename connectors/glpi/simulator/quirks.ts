export type Profile = '9.5' | '10' | '11';

/** What differs between releases, and what an administrator may have switched. All of it is seen unless a line says otherwise. */
export interface Quirks {
  readonly version: string;
  /** Whether `/ticket/1` is another name for `/Ticket/1`. */
  readonly itemtypesIgnoreCase: boolean;
  /** killSession and changeActiveProfile answer with an empty body. */
  readonly emptyAnswers: boolean;
  /** What texts are stored as. `legacy` is 9.5, `numeric` 10, `raw` 11 (source). */
  readonly encoding: 'legacy' | 'numeric' | 'raw';
  /** utf8mb3: every character beyond the basic plane becomes `????`. */
  readonly losesEmoji: boolean;
  /** Understands the header `X-GLPI-Sanitized-Content: false`. */
  readonly plainHeader: boolean;
  /** The account that creates becomes requester and technician where no such key is given. */
  readonly addsItself: boolean;
  /** Understands `_actors`, which on PUT is the whole new set. */
  readonly actorsKey: boolean;
  /** `_users_id_assign: [5]` on PUT writes a row of nobody. */
  readonly putActorIsNobody: boolean;
  /** An object inside a PUT, or a form body, ends in an empty page. */
  readonly nestedPutIsFatal: boolean;
  /** A word of the requester reopens a solved ticket and ends its wait. */
  readonly answerReopens: boolean;
  /** Follow-ups understand `pending`. */
  readonly pendingKey: boolean;
  /** A meta criterion on computers is bad SQL. */
  readonly metaIsBadSql: boolean;
  /** `sort` and `order` of a search are lists. */
  readonly sortIsList: boolean;
  /** Rows of a page nobody asked the size of, and the end that its header tells. */
  readonly defaultPage: { readonly rows: number; readonly listEnd: number; readonly searchEnd: number };
  /** A forbidden entity is 200 `false`; otherwise 400. */
  readonly forbiddenEntityIsFalse: boolean;
  /** The message of a new ticket ends in its number. */
  readonly messageTellsId: boolean;
  /** `_disablenotif` hushes a creation wholly; else mails to the requester still go. */
  readonly hushesCreation: boolean;
  readonly timelinePosition: number;
  /** Target columns of approval requests. */
  readonly validationTargets: boolean;
  /** Changing an approval's status has no effect (GLPI issue 23218, 11.0.5). */
  readonly approvalsStick: boolean;

  readonly apiEnabled: boolean;
  readonly passwordLogin: boolean;
  /** An application token that every call must bear. */
  readonly appToken: string | null;
  /** No API client covers the caller's address. */
  readonly addressRefused: boolean;
  /** Where links in answers point; may be wrong. */
  readonly baseUrl: string;
  /** Seconds that a session lives without a call. */
  readonly sessionSeconds: number;
  /** Zones are kept per user; else everything is in `serverZone`. */
  readonly timezones: boolean;
  readonly serverZone: string;
  /** Fields that the template insists on: they cannot be emptied. */
  readonly mandatory: readonly string[];
  /** An upload of no bytes is refused like a forbidden type. Not observed: the upload library's own default says so. */
  readonly refusesEmptyFiles: boolean;
  /** Lists of sub-items across tickets are refused (403): then they must be asked for ticket by ticket. */
  readonly closedLists: boolean;
  readonly nativeInventory: boolean;
  /** Columns of the search engine over tickets that the profile is not shown. */
  readonly hiddenColumns: readonly number[];
  /** What the profile's matrix «Cycle de vie des tickets» has ticked off: statuses to statuses. It is shown; whether writes heed it was not seen. */
  readonly forbiddenMoves: Readonly<Record<string, readonly string[]>>;
}

const common = {
  apiEnabled: true,
  passwordLogin: true,
  appToken: null,
  addressRefused: false,
  baseUrl: 'http://glpi.example/apirest.php',
  sessionSeconds: 1440,
  timezones: true,
  serverZone: 'UTC',
  mandatory: [],
  refusesEmptyFiles: false,
  closedLists: false,
  nativeInventory: false,
  hiddenColumns: [],
  forbiddenMoves: {},
  approvalsStick: false,
} as const;

const ten: Quirks = {
  ...common,
  version: '10.0.14',
  itemtypesIgnoreCase: false,
  emptyAnswers: false,
  encoding: 'numeric',
  losesEmoji: false,
  plainHeader: true,
  addsItself: false,
  actorsKey: true,
  putActorIsNobody: false,
  nestedPutIsFatal: false,
  answerReopens: true,
  pendingKey: true,
  metaIsBadSql: false,
  sortIsList: true,
  defaultPage: { rows: 20, listEnd: 20, searchEnd: 19 },
  forbiddenEntityIsFalse: true,
  messageTellsId: true,
  hushesCreation: true,
  timelinePosition: 1,
  validationTargets: false,
};

export const profiles: Readonly<Record<Profile, Quirks>> = {
  '9.5': {
    ...ten,
    version: '9.5.13',
    itemtypesIgnoreCase: true,
    emptyAnswers: true,
    encoding: 'legacy',
    losesEmoji: true,
    plainHeader: false,
    addsItself: true,
    actorsKey: false,
    putActorIsNobody: true,
    nestedPutIsFatal: true,
    answerReopens: false,
    pendingKey: false,
    metaIsBadSql: true,
    sortIsList: false,
    defaultPage: { rows: 21, listEnd: 20, searchEnd: 20 },
    forbiddenEntityIsFalse: false,
    messageTellsId: false,
    hushesCreation: false,
    timelinePosition: 4,
  },
  '10': ten,
  '11': { ...ten, version: '11.0.2', encoding: 'raw', plainHeader: false, validationTargets: true },
};
