import { Button, Checkbox, Group, Modal, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reply } from '@passerelle/api';
import { useAct } from '../api/use-act.js';
import { useAnswer } from '../api/use-answer.js';
import { useSession } from '../api/use-session.js';
import { PageHead } from '../pieces/page-head.js';
import { Panel } from '../pieces/panel.js';
import { Pill } from '../pieces/pill.js';
import { Prose } from '../pieces/prose.js';
import { Answered, Empty } from '../pieces/states.js';
import classes from './account-page.module.css';

/** Shown as they are typed: nothing fills them in here. */
const placeholders = Object.fromEntries(['number', 'requester', 'title', 'agent'].map((name) => [name, `{{${name}}}`]));

type Edited = Pick<Reply, 'name' | 'text' | 'shared'> & { readonly id: string | null };

export function RepliesPage() {
  const { t } = useTranslation();
  const found = useAnswer('listReplies');
  const [edited, setEdited] = useState<Edited | null>(null);
  const drop = useAct('dropReply', { touches: ['listReplies'], says: t('replies.dropped') });
  return (
    <>
      <PageHead title={t('nav.replies')} sub={t('replies.hint', placeholders)}>
        <Button onClick={() => setEdited({ id: null, name: '', text: '', shared: false })}>{t('replies.new')}</Button>
      </PageHead>
      <div className={classes.page}>
        <Answered of={found}>
          {({ replies }) =>
            replies.length === 0 ? (
              <Empty title={t('replies.none')}>{t('replies.none.text')}</Empty>
            ) : (
              replies.map((reply) => (
                <Panel
                  key={reply.id}
                  title={
                    <>
                      {reply.name} {reply.shared ? <Pill tone="info">{t('shared')}</Pill> : null}
                    </>
                  }
                  aside={
                    reply.own ? (
                      <Group gap="xs">
                        <Button variant="subtle" size="compact-xs" onClick={() => setEdited(reply)}>
                          {t('edit')}
                        </Button>
                        <Button
                          variant="subtle"
                          color="red"
                          size="compact-xs"
                          onClick={() => drop.mutate({ params: { reply: reply.id } })}
                        >
                          {t('remove')}
                        </Button>
                      </Group>
                    ) : null
                  }
                >
                  <Prose text={reply.text} />
                </Panel>
              ))
            )
          }
        </Answered>
      </div>
      {edited ? <ReplyForm edited={edited} close={() => setEdited(null)} /> : null}
    </>
  );
}

function ReplyForm({ edited, close }: { readonly edited: Edited; readonly close: () => void }) {
  const { t } = useTranslation();
  const session = useSession();
  const [name, setName] = useState(edited.name);
  const [text, setText] = useState(edited.text);
  const [shared, setShared] = useState(edited.shared);
  const options = { touches: ['listReplies'] as const, says: t('saved'), done: close };
  const make = useAct('makeReply', options);
  const change = useAct('changeReply', options);
  const body = { name: name.trim(), text, shared };
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={t(edited.id ? 'replies.edit' : 'replies.new')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (edited.id === null) make.mutate({ body });
          else change.mutate({ params: { reply: edited.id }, body });
        }}
      >
        <TextInput
          label={t('replies.name')}
          required
          data-autofocus
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <Textarea
          mt="sm"
          label={t('replies.text')}
          description={t('replies.hint', placeholders)}
          required
          autosize
          minRows={6}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
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
          <Button type="submit" loading={make.isPending || change.isPending} disabled={!name.trim() || !text.trim()}>
            {t('save')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
