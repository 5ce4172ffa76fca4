import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../api/use-act.js';
import { useAnswer } from '../api/use-answer.js';
import { Confirm } from '../pieces/confirm.js';
import { Notice } from '../pieces/notice.js';
import { When } from '../pieces/when.js';

/** What is paused, since when, by whom and why: nobody forgets it, since it stands above everything. */
export function Pauses() {
  const { t } = useTranslation();
  const { data } = useAnswer('listPauses');
  const resume = useAct('resume', { touches: ['listPauses', 'listConnections'], says: t('pause.resumed') });
  return (
    <>
      {data?.pauses.map(({ scope, number, since, by, why }) => (
        <Notice
          key={scope}
          tone="plain"
          icon={<IconPlayerPause aria-hidden />}
          title={t('pause.paused', { what: scope === 'all' ? t('pause.all') : (number ?? scope.replace(/^\w+:/, '')) })}
        >
          «{why}» · {by} · <When at={since} form="full" />{' '}
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconPlayerPlay size={13} />}
            onClick={() => resume.mutate({ body: { scope } })}
          >
            {t('pause.resume')}
          </Button>
        </Notice>
      ))}
    </>
  );
}

export function PauseButton({ scope, small = false }: { readonly scope: string; readonly small?: boolean }) {
  const { t } = useTranslation();
  const [opened, acts] = useDisclosure(false);
  const { data } = useAnswer('listPauses');
  const pause = useAct('pause', {
    touches: ['listPauses', 'listConnections'],
    says: t('pause.done'),
    done: acts.close,
  });
  if (data?.pauses.some((one) => one.scope === scope)) return null;
  const word = t(scope === 'all' ? 'pause.pauseAll' : 'pause.pause');
  return (
    <>
      <Button
        variant="default"
        size={small ? 'compact-xs' : 'xs'}
        leftSection={<IconPlayerPause size={13} />}
        onClick={acts.open}
      >
        {word}
      </Button>
      <Confirm
        opened={opened}
        close={acts.close}
        title={word}
        word={word}
        why={t('pause.why')}
        busy={pause.isPending}
        confirm={(why) => pause.mutate({ body: { scope, why } })}
      >
        {t('pause.text')}
      </Confirm>
    </>
  );
}
