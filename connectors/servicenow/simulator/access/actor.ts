/** Who acts: a user with the profile settings that change what the tool shows. */
export interface Actor {
  readonly userName: string;
  readonly sysId: string;
  readonly name: string;
  readonly roles: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
  /** IANA name. */
  readonly zone: string;
  readonly dateFormat: string;
  readonly timeFormat: string;
  readonly language: 'en' | 'fr';
}

export const defaultDateFormat = 'yyyy-MM-dd';
export const defaultTimeFormat = 'HH:mm:ss';

/** The tool's own jobs. */
export const system: Actor = {
  userName: 'system',
  sysId: 'system',
  name: 'System',
  roles: new Set(['admin']),
  groups: new Set(),
  zone: 'UTC',
  dateFormat: defaultDateFormat,
  timeFormat: defaultTimeFormat,
  language: 'en',
};
