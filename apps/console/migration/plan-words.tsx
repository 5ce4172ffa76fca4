import { Autocomplete, Button, Modal, Table } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanOf, YamlDiff } from '@passerelle/api';
import { useAct } from '../api/use-act.js';
import { useSession } from '../api/use-session.js';
import { Panel } from '../pieces/panel.js';
import { Pill } from '../pieces/pill.js';
import { useTell } from '../pieces/use-tell.js';
import { useChoices, useWords } from '../words/use-words.js';
import { Diff } from './diff.js';

type Word = PlanOf['words'][number];

export function openWords({ words }: PlanOf): readonly Word[] {
  return words.filter(({ decision }) => decision === 'nobody');
}

/** Words that no row of the mapping knows. Each is decided here; the difference of the YAML is seen before it is written. */
export function PlanWords({ plan }: { readonly plan: PlanOf }) {
  const { t, i18n } = useTranslation();
  const session = useSession();
  const [word, setWord] = useState<Word | null>(null);
  const open = openWords(plan);
  if (open.length === 0) return null;
  return (
    <Panel title={t('plan.words', { count: open.length })} flush>
      <Table fz="xs" verticalSpacing={5} horizontalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('plan.word')}</Table.Th>
            <Table.Th>{t('plan.side')}</Table.Th>
            <Table.Th>{t('plan.domain')}</Table.Th>
            <Table.Th ta="right">{t('plan.count')}</Table.Th>
            <Table.Th>
              <span className="unseen">{t('plan.decide')}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {open.map((one) => (
            <Table.Tr key={`${one.side}:${one.domain}:${one.class}:${one.word}`}>
              <Table.Td>
                <b>«{one.word}»</b> <Pill tone="warn">{t('plan.undecided')}</Pill>
              </Table.Td>
              <Table.Td>{t(`plan.side.${one.side}`)}</Table.Td>
              <Table.Td>
                {t(`domain.${one.domain}`, one.domain)} · {one.class}
              </Table.Td>
              <Table.Td ta="right">{one.count.toLocaleString(i18n.language)}</Table.Td>
              <Table.Td ta="right">
                {session.may('migrate') ? (
                  <Button size="compact-xs" onClick={() => setWord(one)}>
                    {t('plan.decide')}
                  </Button>
                ) : null}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {word ? <Decide route={plan.route} word={word} close={() => setWord(null)} /> : null}
    </Panel>
  );
}

function Decide({ route, word, close }: { readonly route: string; readonly word: Word; readonly close: () => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const choices = useChoices();
  const [is, setIs] = useState('');
  const tell = useTell();
  const [shown, setShown] = useState<YamlDiff | null>(null);
  const decide = useAct('decideWord', {
    touches: ['readPlan', 'readMigration'],
    done: (diff) => {
      setShown(diff);
      if (!diff.written) return;
      tell.good(t('plan.written'));
      close();
    },
  });
  const ask = (dry: boolean): void => {
    const { side, domain, class: kind, word: native } = word;
    decide.mutate({ params: { route }, body: { side, domain, class: kind, word: native, is: is.trim(), dry } });
  };
  const isCategory = word.domain === 'category';
  const labelOf = (key: string): string => (isCategory ? words.category(key) : words.label(word.domain, key));
  const offered = isCategory
    ? (choices.data?.categories.map(({ key }) => key) ?? [])
    : words.list(word.domain).map(({ value }) => value);
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={t('plan.decideOn', { word: word.word })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Autocomplete
        size="xs"
        label={t('plan.means')}
        description={`${t(`plan.side.${word.side}`)} · ${t(`domain.${word.domain}`, word.domain)} · ${word.class}`}
        data={offered}
        renderOption={({ option }) => `${labelOf(option.value)} (${option.value})`}
        data-autofocus
        value={is}
        onChange={(value) => {
          setIs(value);
          setShown(null);
        }}
      />
      {shown ? <Diff file={shown.file} diff={shown.diff} /> : null}
      <div style={{ display: 'flex', gap: 8, justifyContent: 'flex-end', marginTop: 16 }}>
        <Button variant="default" disabled={is.trim() === ''} loading={decide.isPending} onClick={() => ask(true)}>
          {t('plan.showDiff')}
        </Button>
        <Button disabled={shown === null} loading={decide.isPending} onClick={() => ask(false)}>
          {t('plan.write')}
        </Button>
      </div>
    </Modal>
  );
}
