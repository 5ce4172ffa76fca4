import { IconAlertTriangle } from '@tabler/icons-react';
import { useAnswer } from '../api/use-answer.js';
import { useSession } from '../api/use-session.js';
import { Notice } from '../pieces/notice.js';

/** What is wrong now, worst first, with what to do about it. */
export function Alerts() {
  const { me } = useSession();
  const everywhere = me?.scope.connections === null && me.scope.teams === null;
  const { data } = useAnswer('listAlerts', {}, { enabled: everywhere, every: 30_000 });
  return (
    <>
      {data?.alerts.map(({ cause, connection, severity, text, advice }) => (
        <Notice
          key={`${cause}:${connection}:${text}`}
          tone={severity === 'critical' ? 'bad' : 'warn'}
          icon={<IconAlertTriangle aria-hidden />}
          title={[connection, text].filter(Boolean).join(': ')}
        >
          {advice ? `→ ${advice}` : null}
        </Notice>
      ))}
    </>
  );
}
