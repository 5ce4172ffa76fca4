import type { Connector, ConnectorDefinition } from '@passerelle/connector';

/** What a connector can do, out of its code, as the table of its README. */
export function capabilitiesOf(definition: ConnectorDefinition, connector: Connector): string {
  const { source, sink, attachments, lifecycle } = connector;
  const journals = Object.entries(definition.journals).map(([name, audience]) => `\`${name}\` (${audience})`);
  const rows: readonly (readonly [string, string])[] = [
    ['Source', source ? `pull, read${source.open ? ', open' : ''}` : 'none'],
    ['Sink', sink ? [...sink.accepts].map((kind) => `\`${kind}\``).join(', ') : 'none'],
    ['A request has had its effect after', sink ? `${sink.settled / 1000} s` : '-'],
    ['Tickets already there are found by number', sink?.adoptable ? 'yes' : 'no'],
    ['Journals', journals.join(', ')],
    ['Attachments can be read by', attachments === 'public' ? 'whoever reads the ticket' : 'the teams'],
    ['Persons and groups', connector.directory ? 'yes' : 'no'],
    ['Vocabulary', connector.vocabulary ? 'yes' : 'no'],
    [
      'States and moves',
      Object.keys(lifecycle?.classes ?? {})
        .map((name) => `\`${name}\``)
        .join(', '),
    ],
    ['What a write sets off is listed', connector.reactions ? 'yes' : 'no'],
    ['Calls are forecast', connector.costs ? 'yes' : 'no'],
  ];
  return ['| What | |', '| --- | --- |', ...rows.map(([what, how]) => `| ${what} | ${how} |`)].join('\n');
}
