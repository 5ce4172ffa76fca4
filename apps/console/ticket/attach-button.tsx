import { Button, CloseButton, FileButton } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Upload } from '@passerelle/api';
import { useAsk } from '../api/provide.js';
import { Pill } from '../pieces/pill.js';
import { useTell } from '../pieces/use-tell.js';
import { describeSize } from '../words/describe-size.js';
import classes from './composer.module.css';

/** Files go up at once and wait there for the line that names them. */
export function AttachButton({
  files,
  change,
}: {
  readonly files: readonly Upload[];
  readonly change: (files: readonly Upload[]) => void;
}) {
  const { t } = useTranslation();
  const ask = useAsk();
  const tell = useTell();
  const [busy, setBusy] = useState(false);
  const add = async (chosen: readonly File[]): Promise<void> => {
    setBusy(true);
    const taken = [...files];
    for (const file of chosen) {
      const body = new FormData();
      body.append('file', file);
      try {
        taken.push(await ask('upload', { body }));
        change([...taken]);
      } catch (error) {
        tell.refusal(error);
      }
    }
    setBusy(false);
  };
  return (
    <span className={classes.files}>
      <FileButton multiple onChange={(chosen) => void add(chosen)}>
        {(props) => (
          <Button {...props} variant="subtle" loading={busy} leftSection={<IconPaperclip size={15} />}>
            {t('files.attach')}
          </Button>
        )}
      </FileButton>
      {files.map((file) => (
        <Pill key={file.id}>
          <bdi>{file.name}</bdi> · {describeSize(file.size)}{' '}
          <CloseButton
            size={20}
            aria-label={t('files.remove', { name: file.name })}
            onClick={() => change(files.filter(({ id }) => id !== file.id))}
          />
        </Pill>
      ))}
    </span>
  );
}
