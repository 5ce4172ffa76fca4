import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** Nest's own messages, in the same log. */
export function nestLog(log: Logger): LoggerService {
  const say =
    (level: 'debug' | 'info' | 'warn' | 'error' | 'fatal') =>
    (message: unknown, ...rest: readonly unknown[]): void => {
      const context = rest.at(-1);
      const about = typeof context === 'string' ? { context } : {};
      if (message instanceof Error) log[level]({ ...about, err: message }, message.message);
      else log[level](about, typeof message === 'string' ? message : JSON.stringify(message));
    };
  return {
    log: say('debug'),
    verbose: say('debug'),
    debug: say('debug'),
    warn: say('warn'),
    error: say('error'),
    fatal: say('fatal'),
  };
}
