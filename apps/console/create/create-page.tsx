import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { Upload } from '@passerelle/api';
import { PreviewTools } from '../actions/preview-tools.js';
import { useAsk } from '../api/provide.js';
import { useAct } from '../api/use-act.js';
import { useAnswer } from '../api/use-answer.js';
import { useDraft } from '../drafts/use-draft.js';
import { CategoryInput } from '../pieces/category-input.js';
import { Notice } from '../pieces/notice.js';
import { PageHead } from '../pieces/page-head.js';
import { Panel } from '../pieces/panel.js';
import { PersonInput } from '../pieces/person-input.js';
import { TeamInput } from '../pieces/team-input.js';
import { AttachButton } from '../ticket/attach-button.js';
import { useChoices, useWords } from '../words/use-words.js';
import classes from './create-page.module.css';
import { blankForm, formFrom, newTicketOf, type CreateForm } from './create-form.js';
import { MachineInput } from './machine-input.js';

export function CreatePage() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const [parent, copyOf] = [search.get('parent'), search.get('copyOf')];
  const from = parent ?? copyOf;
  const source = useAnswer('readTicket', { params: { ticket: from ?? '' } }, { enabled: from !== null });
  const title = t(parent ? 'create.child' : copyOf ? 'create.copy' : 'nav.new');
  return (
    <>
      <PageHead title={title} sub={source.data ? `${source.data.number ?? ''} ${source.data.title}` : null} />
      {from !== null && !source.data ? null : (
        <Form
          key={from ?? 'new'}
          draft={`${parent ? 'child' : copyOf ? 'copy' : 'new'}:${from ?? ''}`}
          blank={source.data ? formFrom(source.data, parent !== null) : blankForm}
          ties={{ ...(parent ? { parent } : {}), ...(copyOf ? { copyOf } : {}) }}
        />
      )}
    </>
  );
}

interface FormProps {
  readonly draft: string;
  readonly blank: CreateForm;
  readonly ties: { readonly parent?: string; readonly copyOf?: string };
}

function Form({ draft, blank, ties }: FormProps) {
  const { t } = useTranslation();
  const words = useWords();
  const ask = useAsk();
  const navigate = useNavigate();
  const choices = useChoices();
  const [form, keep, drop] = useDraft<CreateForm>('create', draft, blank);
  const [files, setFiles] = useState<readonly Upload[]>([]);
  const [tried, setTried] = useState(false);
  const wish = newTicketOf(form, files, ties);
  const [settled] = useDebouncedValue(wish, 500);
  const preview = useQuery({
    queryKey: ['previewTicket', settled],
    queryFn: ({ signal }) => {
      if (!settled) throw new Error('expected a ticket, none came');
      return ask('previewTicket', { body: settled, signal });
    },
    enabled: settled !== null,
    placeholderData: keepPreviousData,
  });
  const make = useAct('createTicket', {
    touches: ['listTickets', 'countTickets'],
    says: t('create.done'),
    done: ({ ticket }) => {
      drop();
      void navigate(`/tickets/${encodeURIComponent(ticket)}`);
    },
  });
  const change = (part: Partial<CreateForm>): void => keep({ ...form, ...part });
  const missing = (value: unknown): string | undefined => (tried && !value ? t('field.missing') : undefined);
  useEffect(() => setTried(false), [draft]);
  return (
    <form
      className={classes.page}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (wish) make.mutate({ body: wish });
      }}
    >
      <div className={classes.main}>
        <Panel title={t('create.who')}>
          <div className={classes.grid}>
            <PersonInput
              label={t('field.requester')}
              description={t('create.requester.hint')}
              required
              error={missing(form.requester)}
              value={form.requester}
              change={(requester) => change({ requester })}
            />
            <PersonInput
              label={t('field.beneficiary')}
              description={t('create.beneficiary.hint')}
              value={form.beneficiary}
              change={(beneficiary) => change({ beneficiary })}
            />
            <TextInput
              label={t('field.callbackPhone')}
              type="tel"
              value={form.callbackPhone}
              onChange={({ currentTarget }) => change({ callbackPhone: currentTarget.value })}
            />
            <Select
              label={t('field.site')}
              searchable
              clearable
              clearButtonProps={{ 'aria-label': t('clear') }}
              data={choices.data ? [...choices.data.sites] : []}
              value={form.site || null}
              onChange={(site) => change({ site: site ?? '' })}
            />
          </div>
        </Panel>
        <Panel title={t('create.what')}>
          <div className={classes.stack}>
            <fieldset className={classes.kinds}>
              <legend>{t('field.kind')}</legend>
              {(['incident', 'request', 'suggestion'] as const).map((kind) => (
                <label key={kind} className={classes.kind} data-chosen={form.kind === kind || undefined}>
                  <input
                    type="radio"
                    name="kind"
                    value={kind}
                    checked={form.kind === kind}
                    onChange={() => change({ kind })}
                  />
                  <b>{words.label('kind', kind)}</b>
                  <small>{t(`create.kind.${kind}`)}</small>
                </label>
              ))}
            </fieldset>
            <CategoryInput
              label={t('field.category')}
              value={form.category}
              change={(category) => change({ category })}
            />
            <TextInput
              label={t('field.title')}
              required
              error={missing(form.title.trim())}
              maxLength={500}
              value={form.title}
              onChange={({ currentTarget }) => change({ title: currentTarget.value })}
            />
            <Textarea
              label={t('field.description')}
              required
              error={missing(form.description.trim())}
              autosize
              minRows={6}
              maxRows={20}
              value={form.description}
              onChange={({ currentTarget }) => change({ description: currentTarget.value })}
            />
            <MachineInput value={form.assets} change={(assets) => change({ assets })} />
            <AttachButton files={files} change={setFiles} />
          </div>
        </Panel>
      </div>
      <div className={classes.aside}>
        <Panel title={t('create.where')}>
          <div className={classes.stack}>
            <Select
              label={t('create.connection')}
              placeholder={t('create.connection.auto')}
              clearable
              clearButtonProps={{ 'aria-label': t('clear') }}
              data={choices.data?.connections.filter(({ creates }) => creates).map(({ name }) => name) ?? []}
              value={form.connection}
              onChange={(connection) => change({ connection })}
            />
            <TeamInput label={t('field.group')} value={form.team} change={(team) => change({ team })} />
            <PersonInput label={t('field.assignee')} value={form.agent} change={(agent) => change({ agent })} />
            {(['impact', 'urgency', 'priority'] as const).map((name) => (
              <Select
                key={name}
                label={t(`field.${name}`)}
                clearable
                clearButtonProps={{ 'aria-label': t('clear') }}
                data={[...words.list('priority')]}
                value={form[name]}
                onChange={(level) => change({ [name]: level })}
              />
            ))}
          </div>
        </Panel>
        <PreviewTools preview={preview.data} isAsking={preview.isFetching} isReady={wish !== null} />
        {tried && !wish ? <Notice tone="bad" loud title={t('create.incomplete')} /> : null}
        <Button type="submit" size="sm" fullWidth loading={make.isPending}>
          {t('create.create')}
        </Button>
        <Button variant="subtle" onClick={drop}>
          {t('create.reset')}
        </Button>
        <small className={classes.kept}>{t('draft.kept')}</small>
      </div>
    </form>
  );
}
