import { Module, type DynamicModule } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { PasserelleModule, type PasserelleOptions } from '@passerelle/runtime';
import { RouteRunner } from './route-runner.js';
import { RouteSchedule } from './route-schedule.js';

/** The service that stays up. With `once` nothing is scheduled. */
@Module({})
export class HostModule {
  static forRoot(options: PasserelleOptions & { readonly once: boolean }): DynamicModule {
    const scheduled = options.once ? [] : [ScheduleModule.forRoot()];
    return {
      module: HostModule,
      imports: [PasserelleModule.forRoot(options), ...scheduled],
      providers: [RouteRunner, ...(options.once ? [] : [RouteSchedule])],
    };
  }
}
