import { IconArrowRight, IconMail } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { Preview } from '@passerelle/api';
import { ConnectionMark } from '../pieces/connection-mark.js';
import { Pill, type Tone } from '../pieces/pill.js';
import classes from './action-dialog.module.css';

type Tool = Preview['tools'][number];

const tones: Readonly<Record<Tool['way'], Tone>> = {
  told: 'good',
  moves: 'info',
  incomplete: 'warn',
  unreachable: 'bad',
  mute: 'plain',
};

/** Tool by tool: the moves it makes, the fields it still wants, and whether it mails the requester. */
export function PreviewTools({
  preview,
  isAsking,
  isReady,
}: {
  readonly preview: Preview | undefined;
  readonly isAsking: boolean;
  readonly isReady: boolean;
}) {
  const { t } = useTranslation();
  return (
    <section className={classes.preview} aria-live="polite" aria-busy={isAsking}>
      <h3>{t('preview.title')}</h3>
      {preview && isReady ? (
        preview.tools.length > 0 ? (
          <ul className={classes.tools}>
            {preview.tools.map((tool) => (
              <ToolLine key={`${tool.connection}:${tool.number}`} tool={tool} />
            ))}
          </ul>
        ) : (
          <span>{t('preview.nobody')}</span>
        )
      ) : (
        <span>{t(isReady ? 'loading' : 'preview.later')}</span>
      )}
    </section>
  );
}

function ToolLine({ tool }: { readonly tool: Tool }) {
  const { t } = useTranslation();
  return (
    <li>
      <span>
        <ConnectionMark name={tool.connection} /> {tool.number}
      </span>
      <Pill tone={tones[tool.way]}>{t(`preview.${tool.way}`)}</Pill>
      {tool.steps.length > 0 ? (
        <span>
          {tool.steps.map((step, index) => (
            <Fragment key={step}>
              {index > 0 ? <IconArrowRight size={12} aria-hidden /> : null} {step}{' '}
            </Fragment>
          ))}
        </span>
      ) : null}
      {tool.mails ? (
        <Pill outline icon={<IconMail aria-hidden />}>
          {t('preview.mails')}
        </Pill>
      ) : null}
      {tool.missing.map(({ native, field }) => (
        <Pill key={native} tone="warn">
          {t(field ? 'preview.missing' : 'preview.missing.there', { native })}
        </Pill>
      ))}
      {tool.detail ? <p>{tool.detail}</p> : null}
    </li>
  );
}
