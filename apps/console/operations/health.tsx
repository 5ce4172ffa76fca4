import { IconCheck, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { HealthOf } from '@passerelle/api';
import classes from '../ticket/lists.module.css';

export function Health({ health }: { readonly health: HealthOf }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === 'fr' ? 'fr' : 'en';
  return (
    <div role="status">
      <strong>
        {t(health.ok ? 'health.well' : 'health.ill')} {health.version} {health.instance}
      </strong>
      <ul className={classes.list}>
        {health.findings.map(({ name, title, ok, detail, advice }) => (
          <li key={name}>
            {ok ? (
              <IconCheck size={14} color="var(--tone-good-ink)" aria-label={t('yes')} />
            ) : (
              <IconX size={14} color="var(--tone-bad-ink)" aria-label={t('no')} />
            )}
            <b>{title[language]}</b> {detail[language]} {advice ? <em>→ {advice[language]}</em> : null}
          </li>
        ))}
      </ul>
    </div>
  );
}
