import { systemClock, systemRandom, type Connector, type ConnectorDefinition } from '@passerelle/connector';

/** Configurations with which connectors can be looked at without calling anybody. */
const configurations: Readonly<Record<string, unknown>> = {
  cassius: { folder: '.' },
  glpi: { url: 'https://glpi.exemple.fr', auth: { userToken: 'none' } },
  'intranet-form': {
    url: 'https://intranet.exemple.fr/support',
    staff: { user: 'passerelle', password: 'none' },
  },
  ocs: { url: 'https://ocs.exemple.fr/ocsapi' },
  itop: { url: 'https://itop.exemple.fr', auth: { kind: 'token', token: 'none' } },
  servicenow: { url: 'https://exemple.service-now.com', auth: { kind: 'apiKey', key: 'none' } },
};

/** What a connector can do, read off the connector itself. */
export function capabilityList(definition: ConnectorDefinition): string {
  const config = definition.config.parse(configurations[definition.name]);
  const connector = definition.connect({
    connection: definition.name,
    config: config as never,
    zone: 'Europe/Paris',
    folder: '.',
    door: () => {
      const closed = (): never => {
        throw new Error('looking at capabilities calls nobody');
      };
      return { origin: 'https://exemple.service-now.com', send: closed, stream: closed, tally: closed };
    },
    clock: systemClock,
    random: systemRandom,
    warn: () => undefined,
  });
  return linesOf(connector)
    .map(([what, how]) => `- ${what}: ${how}`)
    .join('\n');
}

function linesOf(connector: Connector): readonly (readonly [string, string])[] {
  const { source, sink, inventory, journals, attachments, lifecycle } = connector;
  const named = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');
  const has = (facet: unknown): string => (facet === undefined ? 'no' : 'yes');
  const machines = inventory ? ([['Reads machines', `yes; classes ${named(inventory.classes)}`]] as const) : [];
  if (!source && !sink)
    return [
      ['Reads tickets', 'no'],
      ...machines,
      ['Lists what there is, so that what is gone is noticed', inventory && 'list' in inventory ? 'yes' : 'no'],
    ];
  return [
    ['Reads tickets', source ? `yes; contents of attachments: ${'open' in source ? 'yes' : 'no'}` : 'no'],
    ['Writes', sink ? named([...sink.accepts]) : 'no'],
    ...(sink ? ([['A sent request has had its effect after', `${sink.settled / 1000} s`]] as const) : []),
    ...(sink
      ? ([['Finds tickets that are there already by number', 'adoptable' in sink ? 'yes' : 'no']] as const)
      : []),
    ...machines,
    [
      'Journals',
      Object.entries(journals ?? {})
        .map(([name, audience]) => `\`${name}\` (${audience})`)
        .join(', '),
    ],
    ['Who reads what is attached', attachments ?? 'not said, so the team alone'],
    ['Persons and groups', has(connector.directory)],
    ['Its own vocabulary', has(connector.vocabulary)],
    ['States and moves', lifecycle ? named(Object.keys(lifecycle.classes)) : 'no'],
    ['Lists what a write sets off', has(connector.reactions)],
    ['Forecasts its calls', has(connector.costs)],
  ];
}
