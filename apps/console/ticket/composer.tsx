import { Button, CloseButton, SegmentedControl, Textarea } from '@mantine/core';
import { IconEye, IconLock, IconSend } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action, Upload, WholeTicket } from '@passerelle/api';
import { useSession } from '../api/use-session.js';
import { useDraft } from '../drafts/use-draft.js';
import { AttachButton } from './attach-button.js';
import classes from './composer.module.css';
import { ReplyMenu } from './reply-menu.js';
import { useDo } from './use-do.js';

export type ComposerKind = 'comment' | 'work_note';

interface Draft {
  readonly text: string;
  readonly files: readonly Upload[];
}

const blank: Draft = { text: '', files: [] };

export interface ComposerProps {
  readonly ticket: WholeTicket;
  /** Null while nobody writes: then it is one line high. */
  readonly kind: ComposerKind | null;
  readonly choose: (kind: ComposerKind | null) => void;
}

/**
 * Where one answers. Who will read it is said by the frame, its colour, a sign, a word, and by the button that sends;
 * each kind has a draft of its own, so that a note never turns into an answer by a switch that was overlooked.
 */
export function Composer({ ticket, kind, choose }: ComposerProps) {
  const { t } = useTranslation();
  const session = useSession();
  if (kind === null)
    return (
      <div className={classes.closed} data-screen-only>
        <Button variant="default" leftSection={<IconEye size={15} />} onClick={() => choose('comment')}>
          {t('composer.comment')}
        </Button>
        {session.may('internal') ? (
          <Button
            variant="default"
            className={classes.note}
            leftSection={<IconLock size={15} />}
            onClick={() => choose('work_note')}
          >
            {t('composer.work_note')}
          </Button>
        ) : null}
      </div>
    );
  return <Writing key={kind} ticket={ticket} kind={kind} choose={choose} />;
}

function Writing({
  ticket,
  kind,
  choose,
}: {
  readonly ticket: WholeTicket;
  readonly kind: ComposerKind;
  readonly choose: ComposerProps['choose'];
}) {
  const { t } = useTranslation();
  const session = useSession();
  const [draft, keep, drop] = useDraft<Draft>(ticket.id, kind, blank);
  const field = useRef<HTMLTextAreaElement>(null);
  const doing = useDo(ticket, () => {
    drop();
    choose(null);
  });
  useEffect(() => {
    field.current?.focus();
    field.current?.scrollIntoView({ block: 'center' });
  }, []);
  const isInternal = kind === 'work_note';
  const text = draft.text.trim();
  const send = (): void => {
    if (text === '' || doing.isPending) return;
    const action: Action = { kind, text, files: draft.files.map(({ id }) => id) };
    doing.mutate({ action });
  };
  const kinds = session.may('internal') ? (['comment', 'work_note'] as const) : (['comment'] as const);
  return (
    <form
      className={classes.composer}
      data-audience={isInternal ? 'internal' : 'public'}
      data-screen-only
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className={classes.head}>
        <SegmentedControl
          size="xs"
          aria-label={t('composer.kind')}
          value={kind}
          onChange={(value) => choose(value as ComposerKind)}
          data={kinds.map((value) => ({ value, label: t(`composer.${value}`) }))}
        />
        <strong className={classes.audience}>
          {isInternal ? <IconLock size={14} aria-hidden /> : <IconEye size={14} aria-hidden />}
          {t(isInternal ? 'audience.internal' : 'audience.public')}
        </strong>
        <CloseButton size="sm" ml="auto" aria-label={t('composer.close')} onClick={() => choose(null)} />
      </div>
      <Textarea
        ref={field}
        autosize
        minRows={4}
        maxRows={18}
        variant="unstyled"
        className={classes.field}
        aria-label={t(`composer.${kind}`)}
        placeholder={t(isInternal ? 'composer.hint.internal' : 'composer.hint.public')}
        value={draft.text}
        onChange={({ currentTarget }) => keep({ ...draft, text: currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            send();
          } else if (event.key === 'Escape') choose(null);
        }}
      />
      <div className={classes.foot}>
        <AttachButton files={draft.files} change={(files) => keep({ ...draft, files })} />
        {isInternal ? null : (
          <ReplyMenu
            ticket={ticket}
            insert={(reply) => keep({ ...draft, text: draft.text ? `${draft.text}\n\n${reply}` : reply })}
          />
        )}
        <span className={classes.kept} role="status">
          {text ? t('draft.kept') : ''}
        </span>
        <Button
          type="submit"
          loading={doing.isPending}
          disabled={text === ''}
          className={isInternal ? classes.sendNote : undefined}
          leftSection={isInternal ? <IconLock size={15} /> : <IconSend size={15} />}
        >
          {t(isInternal ? 'composer.send.internal' : 'composer.send.public')}
        </Button>
      </div>
    </form>
  );
}
