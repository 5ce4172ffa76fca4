import type { ToolRequest } from '@passerelle/connector/testing';
import type { Release } from './dictionary/dictionary.js';

/** How this instance behaves where instances differ, or where sources disagree. README.md has the table with the reasons. */
export interface Quirks {
  /** Columns of the 2016 documentation samples, or of current releases. */
  readonly release: Release;
  readonly closeCodes: 'current' | 'older';
  /** `glide.invalid_query.returns_no_rows`, or the refusal reported of the newest releases. */
  readonly unknownQueryTerm: 'ignore' | 'no-rows' | 'forbidden';
  /** Default of sysparm_limit on tables. */
  readonly defaultLimit: number;
  readonly attachmentDefaultLimit: number;
  /** What sysparm_no_count does to the Link header. */
  readonly linkWithoutCount: 'none' | 'without-last';
  /** Missing Accept header on a GET: 400 says the documentation, 200 say the recordings. */
  readonly acceptRequired: boolean;
  readonly unauthenticatedMessage: 'User Not Authenticated' | 'User is not authenticated';
  readonly unknownPathStatus: 400 | 404;
  /** `glide.rest.choice.allow_non_existing_value` */
  readonly allowUnknownChoices: boolean;
  /** Whether "" clears a choice column whose list has no empty entry; the documentation says it does not. */
  readonly emptyClearsChoices: boolean;
  /** What a POST with a sys_id that exists answers; no source records it. */
  readonly collision: '403-unique-key' | '400-insert-failed' | '409-conflict' | '500-error';
  /** A journal entry written on a closed incident: both were recorded. */
  readonly closedJournal: 'by-role' | 'stored' | 'dropped';
  readonly callerCommentResumes: boolean;
  readonly holdReasonEnforced: boolean;
  readonly closeInfoPolicy: boolean;
  /** The name column of sys_journal_field: the class, or now and then `task`. */
  readonly journalName: 'class' | 'sometimes-task';
  /** Who may insert sc_request, sc_req_item and sc_task: admins only, or the integration role too. */
  readonly catalogInsert: 'admin' | 'integration';
  readonly integrationDeletes: boolean;
  /** API-level ACLs of Table, Aggregate, Import Set and Attachment: they ship inactive. */
  readonly apiAcl: boolean;
  readonly basicAuth: 'open' | 'restricted';
  readonly lockAfterFailures: number;
  readonly clientCredentials: boolean;
  readonly accessTokenSeconds: number;
  readonly refreshTokenSeconds: number;
  /** `explicit`: the default 1 of incident.notify silences nothing, a 1 somebody wrote silences mails to requesters; `guards`: any 1 does; `ignored`: none does. */
  readonly notify: 'explicit' | 'guards' | 'ignored';
  readonly flowsCreateTasks: boolean;
  readonly audit: boolean;
  readonly maxUrlLength: number;
  readonly maxBodyBytes: number;
  /** `com.glide.attachment.max_size` in MB; 0 stands for the empty value, which means 1 KB. */
  readonly attachmentMaxMb: number;
  /** `glide.attachment.extensions`: empty allows all. */
  readonly attachmentExtensions: readonly string[];
  /** An antivirus holds back the file while its state is pending. */
  readonly pendingDownloadFails: boolean;
  readonly gzip: 'when-accepted' | 'never';
  /** Milliseconds a request keeps its session and its semaphore. */
  readonly latency: number | ((request: ToolRequest) => number);
  /** Waiting requests of one session before 202. */
  readonly sessionQueue: number;
  /** API_INT pool: concurrent requests and queue. Null: no gate. */
  readonly semaphore: { readonly slots: number; readonly queue: number } | null;
  readonly perSecond: number | null;
  readonly rateRules: readonly RateRule[];
  /** Counters of rate rules are committed every 30 s, so limits overshoot. */
  readonly rateFlushMs: number;
  readonly batchCountsAs: 'one-call' | 'its-items';
  readonly batchQuotaMs: number;
  readonly batchMaxInputMb: number;
  readonly batchMaxOutputMb: number;
  readonly stagingRetentionMs: number;
  /** Milliseconds between the stamp of a human's write and the moment others see it. */
  readonly commitLag: number;
  /** Added to the instance's clock in the Date header. */
  readonly dateSkewMs: number;
  readonly mayReopenClosed: boolean;
  /** The companion import set and its transform map are installed. */
  readonly companion: boolean;
}

export interface RateRule {
  readonly sysId: string;
  readonly perHour: number;
  /** Prefix of the path below /api, version left out; for example `/now/table`. */
  readonly path: string;
  readonly method?: string;
  readonly api: string;
  readonly user?: string;
  readonly role?: string;
}

export const defaultQuirks: Quirks = {
  release: 'recent',
  closeCodes: 'current',
  unknownQueryTerm: 'ignore',
  defaultLimit: 10_000,
  attachmentDefaultLimit: 1000,
  linkWithoutCount: 'none',
  acceptRequired: false,
  unauthenticatedMessage: 'User Not Authenticated',
  unknownPathStatus: 400,
  allowUnknownChoices: false,
  emptyClearsChoices: false,
  collision: '403-unique-key',
  closedJournal: 'by-role',
  callerCommentResumes: true,
  holdReasonEnforced: false,
  closeInfoPolicy: true,
  journalName: 'class',
  catalogInsert: 'integration',
  integrationDeletes: false,
  apiAcl: false,
  basicAuth: 'open',
  lockAfterFailures: 6,
  clientCredentials: true,
  accessTokenSeconds: 1800,
  refreshTokenSeconds: 8_640_000,
  notify: 'explicit',
  flowsCreateTasks: true,
  audit: true,
  maxUrlLength: 16_384,
  maxBodyBytes: 10_485_760,
  attachmentMaxMb: 1024,
  attachmentExtensions: [],
  pendingDownloadFails: false,
  gzip: 'when-accepted',
  latency: 0,
  sessionQueue: 10,
  semaphore: null,
  perSecond: null,
  rateRules: [],
  rateFlushMs: 30_000,
  batchCountsAs: 'one-call',
  batchQuotaMs: 30_000,
  batchMaxInputMb: 5,
  batchMaxOutputMb: 10,
  stagingRetentionMs: 7 * 86_400_000,
  commitLag: 0,
  dateSkewMs: 0,
  mayReopenClosed: true,
  companion: false,
};
