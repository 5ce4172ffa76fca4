import { Button, Checkbox, Group, Menu, Modal, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBookmark } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useAct } from '../api/use-act.js';
import { useSession } from '../api/use-session.js';
import { isUsual, type ColumnId } from './columns.js';
import { wishOf } from './filter.js';
import type { Desk } from './use-desk.js';

/** Keeps what the list shows, and how, under a name; a desk of one's own can be changed and forgotten. */
export function SaveDesk({ desk, columns }: { readonly desk: Desk; readonly columns: readonly ColumnId[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const session = useSession();
  const [opened, acts] = useDisclosure(false);
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const own = desk.view?.owner === 'own' ? desk.view : null;
  const go = (id: string): void => void navigate(`/tickets?view=${encodeURIComponent(id)}`);
  const make = useAct('makeView', {
    touches: ['listViews'],
    says: t('desk.saved'),
    done: ({ id }) => {
      acts.close();
      go(id);
    },
  });
  const change = useAct('changeView', { touches: ['listViews'], says: t('desk.saved'), done: ({ id }) => go(id) });
  const drop = useAct('dropView', {
    touches: ['listViews'],
    says: t('desk.dropped'),
    done: () => void navigate('/tickets'),
  });
  const wish = {
    filter: wishOf(desk.filter) as never,
    sort: desk.sort,
    columns: isUsual(columns) ? null : [...columns],
  };
  return (
    <>
      <Menu>
        <Menu.Target>
          <Button variant="default" leftSection={<IconBookmark size={15} />}>
            {t('desk.desk')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={acts.open}>{t('desk.saveAs')}</Menu.Item>
          {own && desk.isChanged ? (
            <Menu.Item onClick={() => change.mutate({ params: { view: own.id }, body: { ...wish, name: own.name } })}>
              {t('desk.update', { name: own.name })}
            </Menu.Item>
          ) : null}
          {own ? (
            <Menu.Item color="red" onClick={() => drop.mutate({ params: { view: own.id } })}>
              {t('desk.forget', { name: own.name })}
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={opened}
        onClose={acts.close}
        title={t('desk.saveAs')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            make.mutate({ body: { ...wish, name: name.trim(), shared } });
          }}
        >
          <TextInput
            label={t('desk.name')}
            required
            maxLength={200}
            data-autofocus
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          {session.may('operate') ? (
            <Checkbox
              mt="sm"
              size="xs"
              label={t('desk.share')}
              checked={shared}
              onChange={({ currentTarget }) => setShared(currentTarget.checked)}
            />
          ) : null}
          <Group justify="flex-end" mt="md">
            <Button type="submit" loading={make.isPending} disabled={name.trim() === ''}>
              {t('save')}
            </Button>
          </Group>
        </form>
      </Modal>
    </>
  );
}
