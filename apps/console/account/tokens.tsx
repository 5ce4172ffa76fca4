import { Button, CopyButton, MultiSelect, NumberInput, Table, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Right } from '@passerelle/api';
import { useAct } from '../api/use-act.js';
import { useAnswer } from '../api/use-answer.js';
import { useSession } from '../api/use-session.js';
import { Panel } from '../pieces/panel.js';
import { Pill } from '../pieces/pill.js';
import { Answered } from '../pieces/states.js';
import { When } from '../pieces/when.js';
import classes from './account-page.module.css';
import { Notice } from '../pieces/notice.js';

/** Tokens for programs: with a part of one's rights and an end. The secret is shown once. */
export function Tokens() {
  const { t } = useTranslation();
  const { me } = useSession();
  const found = useAnswer('listTokens');
  const [name, setName] = useState('');
  const [rights, setRights] = useState<readonly string[]>(['read']);
  const [days, setDays] = useState(90);
  const make = useAct('makeToken', { touches: ['listTokens'], done: () => setName('') });
  const drop = useAct('dropToken', { touches: ['listTokens'], says: t('tokens.dropped') });
  return (
    <Panel title={t('tokens.title')}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate({ body: { name: name.trim(), rights: rights as Right[], days } });
        }}
      >
        <TextInput
          label={t('tokens.name')}
          required
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <MultiSelect
          label={t('tokens.rights')}
          data={(me?.rights ?? []).map((value) => ({ value, label: t(`right.${value}`) }))}
          value={[...rights]}
          onChange={setRights}
        />
        <NumberInput
          size="xs"
          label={t('tokens.days')}
          min={1}
          max={366}
          value={days}
          onChange={(value) => setDays(Number(value) || 1)}
        />
        <Button type="submit" loading={make.isPending} disabled={name.trim() === '' || rights.length === 0}>
          {t('tokens.make')}
        </Button>
      </form>
      {make.data ? (
        <Notice tone="good" title={t('tokens.once')}>
          <div className={classes.secret}>
            {make.data.secret}
            <CopyButton value={make.data.secret}>
              {({ copied, copy }) => (
                <Button variant="default" size="compact-xs" onClick={copy}>
                  {t(copied ? 'copied' : 'copy')}
                </Button>
              )}
            </CopyButton>
          </div>
        </Notice>
      ) : null}
      <Answered of={found}>
        {({ tokens }) =>
          tokens.length === 0 ? null : (
            <Table mt="md" fz="xs">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('tokens.name')}</Table.Th>
                  <Table.Th>{t('tokens.rights')}</Table.Th>
                  <Table.Th>{t('tokens.expires')}</Table.Th>
                  <Table.Th>{t('tokens.used')}</Table.Th>
                  <Table.Th>
                    <span className="unseen">{t('tokens.drop')}</span>
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {tokens.map((token) => (
                  <Table.Tr key={token.id}>
                    <Table.Td>{token.name}</Table.Td>
                    <Table.Td>
                      {token.rights.map((right) => (
                        <Pill key={right}>{t(`right.${right}`)}</Pill>
                      ))}
                    </Table.Td>
                    <Table.Td>
                      <When at={token.expires} form="full" />
                    </Table.Td>
                    <Table.Td>
                      <When at={token.lastUsed} form="ago" />
                    </Table.Td>
                    <Table.Td>
                      <Button
                        variant="subtle"
                        color="red"
                        size="compact-xs"
                        onClick={() => drop.mutate({ params: { token: token.id } })}
                      >
                        {t('tokens.drop')}
                      </Button>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )
        }
      </Answered>
    </Panel>
  );
}
