import { Modal } from '@mantine/core';
import { useState } from 'react';
import { IconDownload, IconEye, IconFile, IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FileOf, WholeTicket } from '@passerelle/api';
import { addressOf } from '../api/door.js';
import { ConnectionMark } from '../pieces/connection-mark.js';
import { PersonName } from '../pieces/person-name.js';
import { Empty } from '../pieces/states.js';
import { When } from '../pieces/when.js';
import { describeSize } from '../words/describe-size.js';
import classes from './lists.module.css';

/** Raster images alone: a drawing in SVG is a program. */
const pictures = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

export function Files({ ticket }: { readonly ticket: WholeTicket }) {
  const { t } = useTranslation();
  const [seen, setSeen] = useState<FileOf | null>(null);
  if (ticket.attachments.length === 0) return <Empty title={t('files.none')} icon={<IconFile aria-hidden />} />;
  const address = (file: FileOf, inline: boolean): string =>
    addressOf('openAttachment', {
      params: { ticket: ticket.id, attachment: file.id },
      query: inline ? { inline: true } : {},
    });
  return (
    <>
      <ul className={classes.files}>
        {ticket.attachments.map((file) => (
          <li key={file.id} className={classes.file} data-audience={file.audience}>
            {file.available && pictures.has(file.mime ?? '') ? (
              <button type="button" onClick={() => setSeen(file)} aria-label={t('files.preview', { name: file.name })}>
                <img className={classes.preview} src={address(file, true)} alt="" loading="lazy" />
              </button>
            ) : null}
            <b dir="auto">{file.name}</b>
            <span>
              {file.audience === 'internal' ? <IconLock size={12} aria-hidden /> : <IconEye size={12} aria-hidden />}{' '}
              {t(file.audience === 'internal' ? 'internal.word' : 'public.word')} · {describeSize(file.size)}
            </span>
            <span>
              <PersonName person={file.author} /> · <When at={file.at} form="full" />
            </span>
            <ConnectionMark name={file.origin.connection} />
            {file.available ? (
              <a href={address(file, false)} download={file.name}>
                <IconDownload size={13} aria-hidden /> {t('files.download')}
              </a>
            ) : (
              <i>{t('files.absent')}</i>
            )}
          </li>
        ))}
      </ul>
      <Modal
        opened={seen !== null}
        onClose={() => setSeen(null)}
        size="xl"
        title={seen?.name}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        {seen ? <img src={address(seen, true)} alt={seen.name} style={{ maxWidth: '100%' }} /> : null}
      </Modal>
    </>
  );
}
