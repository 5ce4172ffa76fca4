import { Button, Table } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserOf } from '@passerelle/api';
import { useAct } from '../api/use-act.js';
import { useAnswer } from '../api/use-answer.js';
import classes from '../operations/operations.module.css';
import { PageHead } from '../pieces/page-head.js';
import { Panel } from '../pieces/panel.js';
import { Pill } from '../pieces/pill.js';
import { Answered } from '../pieces/states.js';
import { When } from '../pieces/when.js';
import { UserForm } from './user-form.js';

export function UsersPage() {
  const { t } = useTranslation();
  const found = useAnswer('listUsers');
  const [edited, setEdited] = useState<UserOf | 'new' | null>(null);
  return (
    <>
      <PageHead title={t('nav.users')} sub={t('users.sub')}>
        <Button onClick={() => setEdited('new')}>{t('users.new')}</Button>
      </PageHead>
      <div className={classes.page}>
        <Answered of={found}>
          {({ users }) => (
            <Panel flush>
              <Table fz="xs" verticalSpacing={7} horizontalSpacing="sm" highlightOnHover>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t('users.name')}</Table.Th>
                    <Table.Th>{t('users.role')}</Table.Th>
                    <Table.Th>{t('users.scope')}</Table.Th>
                    <Table.Th>{t('users.seen')}</Table.Th>
                    <Table.Th>
                      <span className="unseen">{t('edit')}</span>
                    </Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {users.map((user) => (
                    <UserLine key={user.id} user={user} edit={() => setEdited(user)} />
                  ))}
                </Table.Tbody>
              </Table>
            </Panel>
          )}
        </Answered>
      </div>
      {edited ? <UserForm user={edited === 'new' ? null : edited} close={() => setEdited(null)} /> : null}
    </>
  );
}

function UserLine({ user, edit }: { readonly user: UserOf; readonly edit: () => void }) {
  const { t } = useTranslation();
  const unlock = useAct('unlockUser', { touches: ['listUsers'], says: t('users.unlocked', { name: user.name }) });
  const { connections, teams } = user.scope;
  return (
    <Table.Tr>
      <Table.Th scope="row">
        {user.name} <small>{user.login}</small> {user.account === 'oidc' ? <Pill>{t('users.oidc')}</Pill> : null}
        {user.disabled ? <Pill tone="bad">{t('users.disabled')}</Pill> : null}
        {user.lockedUntil ? <Pill tone="warn">{t('users.locked')}</Pill> : null}
      </Table.Th>
      <Table.Td>
        {t(`role.${user.role}`)} {user.internal ? <Pill tone="warn">{t('right.internal')}</Pill> : null}
      </Table.Td>
      <Table.Td>{[...(connections ?? []), ...(teams ?? [])].join(', ') || t('users.everywhere')}</Table.Td>
      <Table.Td>
        <When at={user.lastSeen} form="ago" />
      </Table.Td>
      <Table.Td ta="right">
        {user.lockedUntil ? (
          <Button size="compact-xs" variant="default" onClick={() => unlock.mutate({ params: { user: user.id } })}>
            {t('users.unlock')}
          </Button>
        ) : null}{' '}
        <Button size="compact-xs" variant="subtle" onClick={edit} aria-label={`${t('edit')} ${user.name}`}>
          {t('edit')}
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}
