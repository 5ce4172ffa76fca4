import { Button, Group, Modal, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface ConfirmProps {
  readonly opened: boolean;
  readonly title: string;
  readonly children?: ReactNode;
  readonly word: string;
  readonly danger?: boolean;
  /** Asks for a reason, under this label. */
  readonly why?: string;
  readonly busy?: boolean;
  readonly close: () => void;
  readonly confirm: (why: string) => void;
}

/** Before what cannot be taken back, or what wants a reason. */
export function Confirm({
  opened,
  title,
  children,
  word,
  danger = false,
  why,
  busy = false,
  close,
  confirm,
}: ConfirmProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  return (
    <Modal opened={opened} onClose={close} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      {children}
      {why ? (
        <Textarea
          label={why}
          required
          autosize
          minRows={2}
          mt="sm"
          data-autofocus
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      ) : null}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={close}>
          {t('cancel')}
        </Button>
        <Button
          color={danger ? 'red.9' : undefined}
          loading={busy}
          disabled={why !== undefined && reason.trim() === ''}
          onClick={() => confirm(reason.trim())}
        >
          {word}
        </Button>
      </Group>
    </Modal>
  );
}
