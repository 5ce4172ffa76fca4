import type { LabelName } from './labels.js';

export interface CustomStatus {
  /** 6 or more. */
  readonly id: number;
  readonly name: string;
  readonly color: string;
  readonly customersCanChange: boolean;
}

export interface CustomField {
  readonly n: number;
  readonly label: string;
  readonly kind: 'text' | 'textarea' | 'select' | 'checkbox' | 'hidden';
  readonly required: boolean;
  readonly options?: readonly string[];
  /** Only in these categories, by name. */
  readonly categories?: readonly string[];
}

/** How this installation behaves where installations differ. README.md has the table with the reasons. */
export interface Quirks {
  readonly profile: '3.4' | '3.6';
  /** The drop-down stands only where there are more public categories than this; else a grid of links. */
  readonly catShowSelect: number;
  /** The drop-down begins with an empty choice. */
  readonly selectCategory: boolean;
  readonly captcha: 'none' | 'image' | 'recaptcha' | 'question';
  readonly accountsRequired: boolean;
  readonly maintenance: boolean;
  readonly staffMfa: boolean;
  /** Newest post first. */
  readonly newTop: boolean;
  readonly adminFolder: string;
  readonly labels: Readonly<Partial<Record<LabelName, string>>>;
  readonly customStatuses: readonly CustomStatus[];
  readonly customFields: readonly CustomField[];
  /** 3.6 only: further priorities by id. */
  readonly customPriorities: readonly { readonly id: number; readonly name: string }[];
  /** Accents, blanks and signs leave file names. */
  readonly slugFileNames: boolean;
  /** Characters outside the basic plane stay; every version that was seen writes `?` for them. */
  readonly keepsAstral: boolean;
  readonly maxFiles: number;
  readonly maxFileBytes: number;
  readonly extensions: readonly string[];
  /** Temporary upload keys die after so many minutes. */
  readonly uploadKeyMinutes: number;
  /** Failures of one address before it is excluded; the next one is. */
  readonly attemptLimit: number;
  readonly banMinutes: number;
  readonly custOpen: boolean;
  readonly custClose: boolean;
  readonly custUrgency: boolean;
  readonly sequential: boolean;
  readonly requireEmail: boolean;
  /** The e-mail is asked for beside the reference. */
  readonly emailViewTicket: boolean;
  /** Seconds between two replies of one customer session. */
  readonly floodSeconds: number;
  /** Customer replies on a ticket within ten minutes before the address is excluded. */
  readonly floodReplies: number;
  readonly displayZone: string;
  /** A customer's reply moves the ticket first and appears later, when `finishWrites` is called. */
  readonly splitReplies: boolean;
  readonly publicArticles: number;
}

export const defaultQuirks: Quirks = {
  profile: '3.6',
  catShowSelect: 10,
  selectCategory: true,
  captcha: 'none',
  accountsRequired: false,
  maintenance: false,
  staffMfa: false,
  newTop: false,
  adminFolder: 'admin',
  labels: {},
  customStatuses: [],
  customFields: [],
  customPriorities: [],
  slugFileNames: true,
  keepsAstral: false,
  maxFiles: 2,
  maxFileBytes: 2 * 2 ** 20,
  extensions: ['gif', 'jpg', 'png', 'zip', 'rar', 'csv', 'doc', 'docx', 'xls', 'xlsx', 'txt', 'pdf'],
  uploadKeyMinutes: 60,
  attemptLimit: 5,
  banMinutes: 60,
  custOpen: true,
  custClose: true,
  custUrgency: true,
  sequential: false,
  requireEmail: true,
  emailViewTicket: true,
  floodSeconds: 3,
  floodReplies: 10,
  displayZone: 'Europe/Paris',
  splitReplies: false,
  publicArticles: 0,
};
