import { Button, Group, Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action, ActionKind, WholeTicket } from '@passerelle/api';
import { useDraft } from '../drafts/use-draft.js';
import { actionOf, forms, initialOf, type Values } from './form-of.js';
import { ActionField } from './action-field.js';
import classes from './action-dialog.module.css';
import { PreviewTools } from './preview-tools.js';
import { usePreview } from './use-preview.js';

export interface ActionDialogProps {
  readonly kind: ActionKind;
  /** Null for many at once: then there is nothing to preview. */
  readonly ticket: WholeTicket | null;
  readonly busy: boolean;
  readonly close: () => void;
  readonly send: (action: Action) => void;
}

/** Asks for what the act needs, and shows beforehand what each tool will do and what it still wants. */
export function ActionDialog({ kind, ticket, busy, close, send }: ActionDialogProps) {
  const { t } = useTranslation();
  const [draft, keep] = useDraft<Values>(ticket?.id ?? 'bulk', `action.${kind}`, initialOf(kind));
  const [tried, setTried] = useState(false);
  const action = actionOf(kind, draft);
  const preview = usePreview(ticket?.id ?? null, action);
  const wanted = new Set(
    preview.data?.tools.flatMap(({ missing }) => missing.map(({ field }) => field)).filter((field) => field !== null),
  );
  const fields = forms[kind] ?? [];
  const submit = (): void => {
    setTried(true);
    if (action) send(action);
  };
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={`${t(`action.${kind}`)}${ticket?.number ? ` · ${ticket.number}` : ''}`}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form
        noValidate
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
        }}
      >
        {fields.map((field, index) => (
          <ActionField
            key={field.name}
            field={field}
            action={kind}
            first={index === 0}
            value={draft[field.name] ?? null}
            isWanted={wanted.has(field.name)}
            isMissing={tried && action === null && field.required === true && !draft[field.name]}
            change={(value) => keep({ ...draft, [field.name]: value })}
          />
        ))}
        {ticket ? (
          <PreviewTools preview={preview.data} isAsking={preview.isFetching} isReady={action !== null} />
        ) : null}
        <Group justify="space-between" mt="xs">
          <span className={classes.hint}>{t('draft.kept')}</span>
          <Group gap="xs">
            <Button variant="default" onClick={close}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={tried && action === null}>
              {t(`action.${kind}.do`)}
            </Button>
          </Group>
        </Group>
      </form>
    </Modal>
  );
}
