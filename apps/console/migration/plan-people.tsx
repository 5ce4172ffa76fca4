import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PlanOf } from '@passerelle/api';
import { useSession } from '../api/use-session.js';
import { Panel } from '../pieces/panel.js';
import { Pill } from '../pieces/pill.js';

/** Who was not found, or found twice, and the teams that the target does not know. */
export function PlanPeople({ plan }: { readonly plan: PlanOf }) {
  const { t, i18n } = useTranslation();
  const session = useSession();
  const people = plan.people.filter(({ linked }) => !linked);
  const groups = plan.groups.filter(({ found }) => !found);
  if (people.length + groups.length === 0) return null;
  return (
    <Panel
      title={t('plan.people', { count: people.length + groups.length })}
      aside={session.may('internal') ? <Link to="/operations/people">{t('plan.match')}</Link> : null}
      flush
    >
      <Table fz="xs" verticalSpacing={5} horizontalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('plan.person')}</Table.Th>
            <Table.Th>{t('plan.evidence')}</Table.Th>
            <Table.Th>{t('plan.candidates')}</Table.Th>
            <Table.Th ta="right">{t('plan.count')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {people.map((person) => (
            <Table.Tr key={`${person.shown}:${person.evidence}`}>
              <Table.Td>
                <bdi>{person.shown}</bdi> {person.cut ? <Pill tone="warn">{t('plan.cut')}</Pill> : null}
                {person.active === false ? <Pill tone="warn">{t('plan.inactive')}</Pill> : null}
              </Table.Td>
              <Table.Td>{t(`evidence.${person.evidence}`, person.evidence)}</Table.Td>
              <Table.Td>{person.candidates.join(' · ') || '—'}</Table.Td>
              <Table.Td ta="right">{person.count.toLocaleString(i18n.language)}</Table.Td>
            </Table.Tr>
          ))}
          {groups.map((group) => (
            <Table.Tr key={group.name}>
              <Table.Td>
                <Pill tone="info">{t('field.group')}</Pill> {group.name}
              </Table.Td>
              <Table.Td>{t('plan.groupUnknown')}</Table.Td>
              <Table.Td>{group.instead ?? '—'}</Table.Td>
              <Table.Td ta="right">{group.count.toLocaleString(i18n.language)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Panel>
  );
}
