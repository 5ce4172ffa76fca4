import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useAnswer } from '../api/use-answer.js';
import { useSession } from '../api/use-session.js';

/** What is wrong now, worst first, with what to do about it. */
export function Alerts() {
  const { me } = useSession();
  const everywhere = me?.scope.connections === null && me.scope.teams === null;
  const { data } = useAnswer('listAlerts', {}, { enabled: everywhere, every: 30_000 });
  return (
    <>
      {data?.alerts.map(({ cause, connection, severity, text, advice }) => (
        <Alert
          key={`${cause}:${connection}:${text}`}
          color={severity === 'critical' ? 'red.9' : 'orange.9'}
          icon={<IconAlertTriangle aria-hidden />}
          title={[connection, text].filter(Boolean).join(': ')}
        >
          {advice ? `→ ${advice}` : null}
        </Alert>
      ))}
    </>
  );
}
