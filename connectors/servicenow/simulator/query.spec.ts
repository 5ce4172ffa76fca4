import { describe, expect, it } from '@jest/globals';
import { probe, type Probe } from './probe.js';

const table = '/api/now/table';

/** Five incidents with known values; the titles of those that a query finds, in its order. */
function world(
  options: Parameters<typeof probe>[0] = {},
): Probe & { readonly find: (query: string, user?: string) => readonly string[] } {
  const made = probe(options);
  const { incident } = made.as('admin');
  const rows = [
    {
      short_description: 'Alpha',
      impact: '1',
      urgency: '1',
      category: 'network',
      caller_id: made.user('marie.martin'),
      opened_at: '2026-01-01 08:00:00',
    },
    {
      short_description: 'alpha bis',
      impact: '2',
      urgency: '2',
      category: 'hardware',
      caller_id: made.user('marc.dubois'),
      opened_at: '2026-01-02 23:30:00',
    },
    {
      short_description: 'Béta',
      impact: '3',
      urgency: '3',
      category: 'hardware',
      assigned_to: made.user('beth.anglin'),
      opened_at: '2026-01-04 22:30:00',
    },
    {
      short_description: 'a^b',
      impact: '3',
      urgency: '1',
      category: 'software',
      correlation_id: 'K1',
      opened_at: '2026-01-05 01:00:00',
    },
    {
      short_description: 'Gamma',
      impact: '3',
      urgency: '2',
      category: 'network',
      assignment_group: made.group('HELPDESK'),
      opened_at: '2026-01-05 07:59:00',
    },
  ];
  for (const row of rows) incident(row);
  const find = (query: string, user = 'admin'): readonly string[] =>
    made
      .as(user)
      .get(
        `${table}/incident?sysparm_fields=short_description&sysparm_query=${encodeURIComponent(query.includes('ORDERBY') ? query : `${query}^ORDERBYnumber`)}`,
      )
      .rows.map((row) => String(row['short_description']));
  return { ...made, find };
}

describe('queries', () => {
  const { find, as, user, sim } = world();

  it('17. ^OR binds to the condition just before it, ^NQ starts anew, ^EQ is tolerated, ^^ is one caret, sorts stand anywhere', () => {
    expect(find('category=hardware^impact=2^ORimpact=3^urgency=3')).toEqual(['Béta']);
    expect(find('category=network^impact=1^NQcategory=software^EQ')).toEqual(['Alpha', 'a^b']);
    expect(find('short_description=a^^b')).toEqual(['a^b']);
    expect(find('ORDERBYDESCurgency^impact=3^ORDERBYshort_description')).toEqual(['Béta', 'Gamma', 'a^b']);
    expect(find('category=network^NQcategory=software^ORDERBYDESCnumber')).toEqual(['Gamma', 'a^b', 'Alpha']);
  });

  it.each([
    ['short_description=ALPHA', ['Alpha']],
    ['short_description!=alpha^category=network', ['Gamma']],
    // Rows whose field is empty are left out of != and NOT IN (KB0715430).
    ['correlation_id!=K2', ['a^b']],
    ['correlation_idNOT INK2,K3', ['a^b']],
    ['impactIN1,2', ['Alpha', 'alpha bis']],
    ['short_descriptionLIKELPHA', ['Alpha', 'alpha bis']],
    ['short_description*amm', ['Gamma']],
    ['short_descriptionNOT LIKEa', []],
    ['short_description!*alpha', ['Béta', 'a^b', 'Gamma']],
    ['short_descriptionSTARTSWITHal', ['Alpha', 'alpha bis']],
    ['short_descriptionENDSWITHBIS', ['alpha bis']],
    ['short_description%ma', ['Gamma']],
    ['correlation_idISEMPTY^impact=1', ['Alpha']],
    ['correlation_idISNOTEMPTY', ['a^b']],
    ['correlation_id=NULL^impact=2', ['alpha bis']],
    ['correlation_idANYTHING^impact=2', ['alpha bis']],
    ['impact>1^impact<=2', ['alpha bis']],
    ['priorityBETWEEN1@3', ['Alpha', 'alpha bis', 'a^b']],
    ['impactSAMEASurgency', ['Alpha', 'alpha bis', 'Béta']],
    ['impactNSAMEASurgency', ['a^b', 'Gamma']],
    ['impactGT_FIELDurgency', ['a^b', 'Gamma']],
    ['sys_class_nameINSTANCEOFtask^impact=1', ['Alpha']],
    ['123TEXTQUERY321=gamma', ['Gamma']],
    ['opened_at>=2026-01-05 01:00:00', ['a^b', 'Gamma']],
    ['opened_atMORETHANsys_created_on@day@before@3', ['Alpha']],
  ])('18. %s finds %j', (query, titles) => {
    expect(find(query)).toEqual(titles);
  });

  it('19. walks through references in conditions and in sorts', () => {
    expect(find('caller_id.department.name=Achats')).toEqual(['alpha bis']);
    expect(find('assignment_group.name=helpdesk')).toEqual(['Gamma']);
    expect(find('caller_idISNOTEMPTY^ORDERBYcaller_id.first_name')).toEqual(['alpha bis', 'Alpha']);
  });

  it('20. reads javascript: values in the zone of the session, literals in UTC', () => {
    const zoned = world({ users: [{ userName: 'paris', password: 'paris', roles: ['itil'], zone: 'Europe/Paris' }] });
    // Midnight in Paris on 5 January is 23:00 UTC on the 4th.
    const today = 'opened_at>=javascript:gs.beginningOfToday()';
    expect(zoned.find(today, 'paris')).toEqual(['a^b', 'Gamma']);
    expect(
      zoned.find(
        "opened_at>javascript:gs.dateGenerate('2026-01-03','00:00:00')^opened_at<javascript:gs.dateGenerate('2026-01-05','00:00:00')",
        'paris',
      ),
    ).toEqual(['alpha bis', 'Béta']);
    expect(zoned.find('opened_atON2026-01-03', 'paris')).toEqual(['alpha bis']);
    expect(zoned.find('opened_atON2026-01-03', 'admin')).toEqual([]);
    expect(find('opened_at>2026-01-05 00:00:00')).toEqual(['a^b', 'Gamma']);
    expect(find('opened_at>=javascript:gs.daysAgoStart(1)^opened_at<=javascript:gs.daysAgoEnd(1)')).toEqual(['Béta']);
    expect(find('opened_at>javascript:gs.hoursAgo(2)')).toEqual(['Gamma']);
    expect(find('opened_atRELATIVEGT@hour@ago@1')).toEqual(['Gamma']);
    expect(find("opened_atDATEPARTThursday@javascript:gs.datePart('dayofweek','thursday','EE')")).toEqual(['Alpha']);
    expect(find('assigned_to=javascript:gs.getUserID()', 'beth.anglin')).toEqual(['Béta']);
    expect(find('assigned_toDYNAMIC90d1921e5f510100a9ad2572f2b477fe', 'beth.anglin')).toEqual(['Béta']);
    expect(find('assignment_groupDYNAMICd6435e965f510100a9ad2572f2b477fe', 'beth.anglin')).toEqual(['Gamma']);
  });

  it('21. an unknown field or operator is dropped, so that alone it finds every row; or nothing is found, or it is refused', () => {
    expect(find('u_nosuch=1')).toHaveLength(5);
    expect(find('u_nosuch=1^impact=1')).toEqual(['Alpha']);
    expect(find('impactSOUNDSLIKE1')).toHaveLength(5);
    expect(world({ quirks: { unknownQueryTerm: 'no-rows' } }).find('u_nosuch=1')).toEqual([]);
    const newest = world({ quirks: { unknownQueryTerm: 'forbidden' } })
      .as('admin')
      .get(`${table}/incident?sysparm_query=u_nosuch=1`);
    expect(newest).toMatchObject({ status: 403, error: { message: 'Insufficient rights to query records' } });
  });

  it('22. a range or a sort on a column under a query ACL is 403, though equality and reading are allowed', () => {
    const guarded = world({
      queryAcls: [{ table: 'task', column: 'sys_updated_on', right: 'range', roles: ['auditor'] }],
    });
    const ask = (query: string, who = 'itil') => guarded.as(who).get(`${table}/incident?sysparm_query=${query}`);
    const refusal = {
      status: 403,
      error: {
        message: 'Insufficient rights to query records',
        detail: 'Field(s) present in the query do not have permission to be read',
      },
    };
    expect(ask('sys_updated_on>2026-01-01 00:00:00')).toMatchObject(refusal);
    expect(ask('ORDERBYsys_updated_on')).toMatchObject(refusal);
    expect(ask('sys_updated_on=2026-01-05 08:00:00')).toMatchObject({ status: 200 });
    expect(ask('sys_updated_on>2026-01-01 00:00:00', 'admin').rows).toHaveLength(5);
    const hidden = world({ acls: [{ table: 'incident', column: 'priority', operation: 'read', roles: [] }] });
    expect(hidden.as('itil').get(`${table}/incident?sysparm_query=priority=1`)).toMatchObject(refusal);
  });

  it('23. name=value filters take display values; parameters nobody knows are ignored', () => {
    const titles = (params: string): unknown[] =>
      as('admin')
        .get(`${table}/incident?sysparm_fields=short_description&${params}`)
        .rows.map((row) => row['short_description']);
    expect(titles('category=Hardware&impact=2')).toEqual(['alpha bis']);
    expect(titles('category=hardware&impact=2')).toEqual(['alpha bis']);
    expect(titles('assigned_to=beth.anglin')).toEqual(['Béta']);
    expect(titles('assigned_to=Beth%20Anglin')).toEqual(['Béta']);
    expect(titles(`caller_id=${user('marie.martin')}`)).toEqual(['Alpha']);
    expect(titles('query=number%3DINC0000040&display_value=True')).toHaveLength(5);
    // sysparm_query stands alone: pairs beside it do not count.
    expect(titles('sysparm_query=impact=1&category=hardware')).toEqual(['Alpha']);
  });

  it('24. LIKE on a reference looks at the display value', () => {
    expect(find('caller_idLIKEmartin')).toEqual(['Alpha']);
    expect(find('assignment_groupSTARTSWITHhelp')).toEqual(['Gamma']);
    expect(sim.records('incident')).toHaveLength(5);
  });
});
