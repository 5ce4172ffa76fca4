import { IconMapOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { PageHead } from '../pieces/page-head.js';
import { Empty } from '../pieces/states.js';

export function Nowhere() {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t('nowhere.title')} />
      <Empty title={t('nowhere.title')} icon={<IconMapOff aria-hidden />}>
        {t('nowhere.text')}
      </Empty>
    </>
  );
}
