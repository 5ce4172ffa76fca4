import type { SchedulerRegistry } from '@nestjs/schedule';
import type { ConnectionSettings } from '@passerelle/runtime';
import { CronJob } from 'cron';

/** Lets work come round as often as a connection says; what is said nowhere never comes. */
export function comeRound(
  registry: SchedulerRegistry,
  name: string,
  { every, cron, zone }: Pick<ConnectionSettings, 'every' | 'cron' | 'zone'>,
  work: () => void,
): void {
  if (every !== null) registry.addInterval(name, setInterval(work, every));
  else if (cron !== null)
    registry.addCronJob(name, CronJob.from({ cronTime: cron, timeZone: zone, onTick: work, start: true }));
}
