import {
  Button,
  Checkbox,
  Group,
  Modal,
  MultiSelect,
  PasswordInput,
  Select,
  TagsInput,
  TextInput,
} from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { roles, type UserOf } from '@passerelle/api';
import { useAct } from '../api/use-act.js';
import { useChoices } from '../words/use-words.js';

export function UserForm({ user, close }: { readonly user: UserOf | null; readonly close: () => void }) {
  const { t } = useTranslation();
  const choices = useChoices();
  const [login, setLogin] = useState(user?.login ?? '');
  const [name, setName] = useState(user?.name ?? '');
  const [email, setEmail] = useState(user?.email ?? '');
  const [role, setRole] = useState<UserOf['role']>(user?.role ?? 'agent');
  const [internal, setInternal] = useState(user?.internal ?? true);
  const [disabled, setDisabled] = useState(user?.disabled ?? false);
  const [connections, setConnections] = useState<readonly string[]>(user?.scope.connections ?? []);
  const [within, setWithin] = useState<readonly string[]>(user?.scope.teams ?? []);
  const [teams, setTeams] = useState<readonly string[]>(user?.teams ?? []);
  const [password, setPassword] = useState('');
  const options = { touches: ['listUsers', 'readSession'] as const, says: t('saved'), done: close };
  const make = useAct('makeUser', options);
  const change = useAct('changeUser', options);
  const body = {
    name: name.trim(),
    email: email.trim() || null,
    role,
    internal,
    scope: {
      connections: connections.length > 0 ? [...connections] : null,
      teams: within.length > 0 ? [...within] : null,
    },
    persons: [...(user?.persons ?? [])],
    teams: [...teams],
    language: user?.language ?? ('fr' as const),
    timezone: user?.timezone ?? null,
    ...(password ? { password } : {}),
  };
  const known = [...new Set(choices.data?.teams.map((team) => team.name))];
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={user ? user.name : t('users.new')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form
        style={{ display: 'grid', gap: 10 }}
        onSubmit={(event) => {
          event.preventDefault();
          if (user) change.mutate({ params: { user: user.id }, body: { ...body, disabled } });
          else make.mutate({ body: { ...body, login: login.trim() } });
        }}
      >
        {user ? null : (
          <TextInput
            label={t('signIn.login')}
            required
            data-autofocus
            value={login}
            onChange={({ currentTarget }) => setLogin(currentTarget.value)}
          />
        )}
        <TextInput
          label={t('users.name')}
          required
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <TextInput
          label={t('users.email')}
          type="email"
          value={email}
          onChange={({ currentTarget }) => setEmail(currentTarget.value)}
        />
        <Select
          label={t('users.role')}
          allowDeselect={false}
          data={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
          value={role}
          onChange={(value) => setRole((value ?? 'viewer') as UserOf['role'])}
        />
        <Checkbox
          size="xs"
          label={t('users.internal')}
          checked={internal}
          onChange={({ currentTarget }) => setInternal(currentTarget.checked)}
        />
        <MultiSelect
          label={t('users.connections')}
          description={t('users.scope.hint')}
          data={choices.data?.connections.map((one) => one.name) ?? []}
          value={[...connections]}
          onChange={setConnections}
        />
        <TagsInput
          size="xs"
          label={t('users.within')}
          description={t('users.scope.hint')}
          data={known}
          value={[...within]}
          onChange={setWithin}
        />
        <TagsInput
          size="xs"
          label={t('users.teams')}
          description={t('users.teams.hint')}
          data={known}
          value={[...teams]}
          onChange={setTeams}
        />
        {user?.account === 'oidc' ? null : (
          <PasswordInput
            size="xs"
            label={t(user ? 'users.newPassword' : 'signIn.password')}
            description={t('users.password.hint')}
            autoComplete="new-password"
            minLength={12}
            visibilityToggleButtonProps={{ 'aria-label': t('password.show') }}
            value={password}
            onChange={({ currentTarget }) => setPassword(currentTarget.value)}
          />
        )}
        {user ? (
          <Checkbox
            size="xs"
            label={t('users.disable')}
            checked={disabled}
            onChange={({ currentTarget }) => setDisabled(currentTarget.checked)}
          />
        ) : null}
        <Group justify="flex-end">
          <Button
            type="submit"
            loading={make.isPending || change.isPending}
            disabled={!name.trim() || (!user && !login.trim())}
          >
            {t('save')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
