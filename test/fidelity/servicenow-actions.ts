import type { ToolResponse } from '@passerelle/connector/testing';
import type { ServiceNowOptions } from '../../connectors/servicenow/simulator/index.js';
import type { Recording } from './recording.js';
import type { Leniency } from './shape.js';
import { pathOf, type Stage } from './servicenow-stage.js';

/** What has to be done for an answer whose request, body or circumstances the file does not hold. */
export interface Action {
  /** Names of the recordings it is for. */
  readonly names: RegExp;
  /** An instance of its own, set up so. */
  readonly options?: Partial<ServiceNowOptions>;
  readonly leniency?: Leniency;
  play(stage: Stage, recording: Recording): ToolResponse;
}

const tables = '/api/now/table';
const incident = `${tables}/incident`;
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const client = 'client_id=passerelle-client&client_secret=passerelle-secret';

/** As recorded, with the body that the recording's note describes. */
const sending =
  (body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  ({ ask }: Stage, { request }: Recording): ToolResponse =>
    ask('admin', request.method, pathOf(request.url), body, headers);

const asking =
  (user: string | null, method: string, url: string, body?: unknown) =>
  ({ ask }: Stage): ToolResponse =>
    ask(user, method, url, body);

function idIn(response: ToolResponse): string {
  return (JSON.parse(response.body.toString()) as { result: { sys_id: string } }).result.sys_id;
}

const onNewIncident =
  (user: string, method: string, body?: unknown) =>
  ({ ask }: Stage): ToolResponse =>
    ask(user, method, `${incident}/${idIn(ask('admin', 'POST', incident, {}))}`, body);

const batchOf = (headers: readonly { name: string; value: string }[], bare: boolean) => ({
  batch_request_id: '1',
  rest_requests: [
    {
      id: '1',
      method: 'GET',
      url: `${tables}/sys_db_object?sysparm_fields=name,label&sysparm_limit=1`,
      headers,
      exclude_response_headers: bare,
    },
  ],
});

const quota = { leniency: { opaque: ['result'] } } satisfies Partial<Action>;
const faulty = (
  kind: 'quota-500' | 'quota-partial' | 'quota-malformed' | 'quota-string',
): Partial<ServiceNowOptions> => ({ faults: [{ do: kind, after: 1 }] });
const listAfterInsert = ({ ask }: Stage): ToolResponse => {
  ask('admin', 'POST', incident, {});
  return ask('admin', 'GET', incident);
};

const writes: readonly Action[] = [
  {
    names: /^table\.patch\.incident\.raw$/,
    play: sending({ assigned_to: '681b365ec0a80164000fb0b05854a0cd', urgency: '1', comments: 'Text' }),
  },
  {
    names: /^table\.post\.incident\.raw$/,
    play: sending({
      short_description: 'Unable to connect to office wifi',
      assignment_group: '287ebd7da9fe198100f92cc8d1d2154e',
      urgency: '2',
      impact: '2',
    }),
  },
  { names: /^table\.patch\.incident\.display$/, play: sending({ comments: 'test' }) },
  {
    names: /^table\.post\.sc_request\.garbage_refs$/,
    play: sending({
      requested_for: 'no value',
      opened_by: { link: 'https://instance.servicenow.com/api/now/table/sys_user/glide.maint', value: 'glide.maint' },
      cmdb_ci: { link: 'https://instance.servicenow.com/api/now/table/cmdb_ci/55b3', value: '55b3' },
      opened_at: '2016-01-19 04:49:47',
      closed_at: '2016-01-19 04:52:04',
      calendar_duration: '1970-01-01 00:02:17',
      state: '4',
      active: 'false',
      special_instructions: 'no value',
      requested_date: 'no value',
    }),
  },
  { names: /^attachment\.post\.file/, play: sending(Buffer.alloc(5881, 'x')) },
  {
    names: /^attachment\.list\.later$/,
    play: (stage, { request }) => {
      stage.advance(1000);
      return stage.ask('admin', 'GET', pathOf(request.url));
    },
  },
  {
    names: /^import\.post$/,
    play: sending({ user_id: 'john.public', first_name: 'John', last_name: 'Public', name: 'John Public' }),
  },
  { names: /^import\.insertMultiple$/, play: sending({ records: [{ 'User ID': 'john.public' }] }) },
  { names: /^batch\.ok$/, play: sending(batchOf([], true)) },
  { names: /^batch\.item\.headers$/, play: sending(batchOf([{ name: 'Accept', value: 'application/xml' }], false)) },
  {
    names: /^oauth\.ok$/,
    play: ({ ask }) =>
      ask(null, 'POST', '/oauth_token.do', `grant_type=password&${client}&username=admin&password=admin`, form),
  },
  {
    names: /^oauth\.denied$/,
    play: ({ ask }) =>
      ask(null, 'POST', '/oauth_token.do', `grant_type=password&${client}&username=admin&password=no`, form),
  },
  { names: /^order_now$/, play: sending({ sysparm_quantity: '1', variables: {} }) },
  {
    names: /^dotwalk\.display$/,
    options: { users: [{ userName: 'fred', roles: ['support'], department: 'Accounting' }] },
    play: ({ ask }, { request }) => ask('admin', 'GET', pathOf(request.url)),
  },
  {
    names: /^journal\.row$/,
    play: ({ ask }) => {
      const id = idIn(ask('admin', 'POST', incident, { comments: 'test' }));
      return ask(
        'admin',
        'GET',
        `${tables}/sys_journal_field?sysparm_query=name=incident^element_id=${id}^elementINcomments,work_notes`,
      );
    },
  },
  {
    names: /^table\.update\.sc_req_item\.raw$/,
    play: ({ ask, sim }) => {
      const { engine } = sim.instance;
      const at = '2020-04-16 15:33:00';
      const item = engine.plant(
        'sc_req_item',
        { cat_item: 'a', context: 'b', request: 'c', opened_by: 'd', number: 'RITM0010028' },
        at,
        'admin',
      );
      return ask('admin', 'PATCH', `${tables}/sc_req_item/${item['sys_id']}`, { approval: 'requested' });
    },
  },
  { names: /^table\.create\.incident\.defaults$/, play: asking('admin', 'POST', incident, {}) },
];

const errors: readonly Action[] = [
  { names: /^error\.400\.0$/, play: asking('admin', 'GET', `${tables}/sys_nonexistent`) },
  { names: /^error\.400\.1$/, play: asking('admin', 'GET', '/api/now/nothing') },
  { names: /^error\.400\.2$/, play: asking('admin', 'POST', incident, '{"short_description":') },
  { names: /^error\.400\.3$/, play: ({ ask }) => ask('admin', 'POST', incident, Buffer.alloc(15_105_102, 32)) },
  { names: /^error\.401\.4$/, play: asking(null, 'GET', incident) },
  {
    names: /^error\.401\.5$/,
    options: { quirks: { unauthenticatedMessage: 'User is not authenticated' } },
    play: asking(null, 'GET', incident),
  },
  { names: /^error\.403\.6$/, options: { quirks: { apiAcl: true } }, play: asking('integration', 'GET', incident) },
  {
    names: /^error\.403\.7$/,
    options: { clients: [{ id: 'narrow', secret: 's', userName: 'passerelle', userAccountScope: false }] },
    play: ({ ask }) => {
      const token = ask(
        null,
        'POST',
        '/oauth_token.do',
        'grant_type=client_credentials&client_id=narrow&client_secret=s',
        form,
      );
      const { access_token } = JSON.parse(token.body.toString()) as { access_token: string };
      return ask(null, 'GET', incident, undefined, { authorization: `Bearer ${access_token}` });
    },
  },
  { names: /^error\.403\.8$/, play: asking('itil', 'POST', `${tables}/sc_request`, {}) },
  {
    names: /^error\.403\.9$/,
    options: { acls: [{ table: 'incident', operation: 'write', roles: [] }] },
    play: onNewIncident('itil', 'PATCH', { urgency: '1' }),
  },
  { names: /^error\.403\.10$/, play: onNewIncident('itil', 'DELETE') },
  {
    names: /^error\.403\.11$/,
    options: { rules: [{ name: 'NAME', table: 'incident', when: 'before', run: () => 'abort' }] },
    play: asking('admin', 'POST', incident, {}),
  },
  { names: /^error\.403\.12$/, play: onNewIncident('admin', 'PATCH', { state: '6' }) },
  {
    names: /^error\.403\.13$/,
    options: { queryAcls: [{ table: 'incident', column: 'priority', right: 'range', roles: [] }] },
    play: asking('itil', 'GET', `${incident}?sysparm_query=priority>1`),
  },
  { names: /^error\.403\.14$/, play: asking('itil', 'GET', '/api/now/stats/kb_knowledge?sysparm_count=true') },
  { names: /^error\.404\.15$/, play: asking('admin', 'GET', `${incident}/00000000000000000000000000000000`) },
  { names: /^error\.405\.16$/, play: asking('admin', 'POST', `${incident}/00000000000000000000000000000000`, {}) },
  {
    names: /^error\.429\.17$/,
    options: {
      quirks: {
        rateFlushMs: 0,
        rateRules: [{ sysId: 'a'.repeat(32), perHour: 100, path: '/now/table', api: 'Table API' }],
      },
    },
    play: ({ ask }) => {
      for (let i = 0; i < 100; i++) ask('admin', 'GET', `${incident}?sysparm_limit=1`);
      return ask('admin', 'GET', incident);
    },
  },
  { names: /^error\.500\.18$/, options: faulty('quota-500'), play: listAfterInsert },
  { names: /^error\.200\.partial\.parseable$/, options: faulty('quota-partial'), ...quota, play: listAfterInsert },
  { names: /^error\.200\.partial\.malformed$/, options: faulty('quota-malformed'), ...quota, play: listAfterInsert },
  { names: /^error\.200\.partial\.result_string$/, options: faulty('quota-string'), play: listAfterInsert },
];

export const actions: readonly Action[] = [...writes, ...errors];
