import { NumberInput, SegmentedControl, Select, Textarea, TextInput, Input } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { IconEye, IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ActionKind, PersonWish } from '@passerelle/api';
import { CategoryInput } from '../pieces/category-input.js';
import { PersonInput } from '../pieces/person-input.js';
import { TeamInput } from '../pieces/team-input.js';
import { useWords } from '../words/use-words.js';
import classes from './action-dialog.module.css';
import type { FormField } from './form-of.js';

export interface ActionFieldProps {
  readonly field: FormField;
  readonly action: ActionKind;
  readonly first: boolean;
  readonly value: unknown;
  /** A tool will not take the act without it. */
  readonly isWanted: boolean;
  readonly isMissing: boolean;
  readonly change: (value: unknown) => void;
}

export function ActionField({ field, action, first, value, isWanted, isMissing, change }: ActionFieldProps) {
  const { t } = useTranslation();
  const words = useWords();
  const shared = {
    label: <FieldLabel field={field} action={action} />,
    required: field.required === true || isWanted,
    error: isMissing ? t('field.missing') : isWanted && !value ? t('field.wanted') : undefined,
    ...(first ? { 'data-autofocus': true } : {}),
  };
  const text = typeof value === 'string' ? value : '';
  switch (field.kind) {
    case 'text':
      return (
        <Textarea
          {...shared}
          autosize
          minRows={3}
          maxRows={14}
          value={text}
          onChange={(event) => change(event.currentTarget.value)}
        />
      );
    case 'line':
      return <TextInput {...shared} value={text} onChange={(event) => change(event.currentTarget.value)} />;
    case 'person':
      return <PersonInput {...shared} value={(value as PersonWish | null) ?? null} change={change} />;
    case 'team':
      return <TeamInput {...shared} value={text || null} change={change} />;
    case 'category':
      return <CategoryInput {...shared} value={text || null} change={change} />;
    case 'word':
    case 'task':
      return (
        <Select
          {...shared}
          data={[...words.list(field.domain ?? '')]}
          value={text || null}
          onChange={change}
          allowDeselect={!field.required}
        />
      );
    case 'level':
      return (
        <Select
          {...shared}
          clearable
          placeholder={t('field.unchanged')}
          data={[...words.list('priority')]}
          value={typeof value === 'number' ? String(value) : null}
          onChange={(level) => change(level === null ? null : Number(level))}
        />
      );
    case 'date':
      return (
        <DateTimePicker
          {...shared}
          size="xs"
          clearable
          valueFormat="DD/MM/YYYY HH:mm"
          value={text ? new Date(text) : null}
          onChange={(day) => change(day ? new Date(day).toISOString() : null)}
        />
      );
    case 'hours':
      return (
        <NumberInput
          {...shared}
          size="xs"
          min={0}
          step={0.25}
          value={typeof value === 'number' ? value / 3_600 : ''}
          onChange={(hours) => change(hours === '' ? null : Math.round(Number(hours) * 3_600))}
        />
      );
    case 'yes':
      return (
        <Input.Wrapper {...shared} labelElement="div">
          <SegmentedControl
            size="xs"
            aria-label={t(`action.${action}.${field.name}`)}
            data={[
              { value: 'true', label: t(`action.${action}.yes`) },
              { value: 'false', label: t(`action.${action}.no`) },
            ]}
            value={String(value === true)}
            onChange={(word) => change(word === 'true')}
          />
        </Input.Wrapper>
      );
  }
}

function FieldLabel({ field, action }: Pick<ActionFieldProps, 'field' | 'action'>) {
  const { t } = useTranslation();
  const { audience } = field;
  return (
    <>
      {t(`action.${action}.${field.name}`)}
      {audience ? (
        <span className={classes.audience} data-audience={audience}>
          {audience === 'internal' ? <IconLock size={12} aria-hidden /> : <IconEye size={12} aria-hidden />}
          {t(`audience.${audience}`)}
        </span>
      ) : null}
    </>
  );
}
