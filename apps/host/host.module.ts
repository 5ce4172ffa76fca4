import { Module, type DynamicModule } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { PasserelleModule, type PasserelleOptions } from '@passerelle/runtime';
import { ApiServer } from './api/api-server.js';
import { AlertDesk } from './alert-desk.js';
import { AssetSchedule } from './asset-schedule.js';
import { Daily } from './daily.js';
import { HookListener } from './hooks/hook-listener.js';
import { MirrorRunner } from './mirror-runner.js';
import { MirrorSchedule } from './mirror-schedule.js';
import { RouteRunner } from './route-runner.js';
import { RouteSchedule } from './route-schedule.js';
import { Turns } from './turns.js';
import { WordWatch } from './word-watch.js';

/** The service that stays up. With `once` nothing is scheduled and nobody is listened for. */
@Module({})
export class HostModule {
  static forRoot(options: PasserelleOptions & { readonly once: boolean }): DynamicModule {
    const scheduled = options.once ? [] : [ScheduleModule.forRoot()];
    return {
      module: HostModule,
      imports: [PasserelleModule.forRoot(options), ...scheduled],
      providers: [
        Turns,
        RouteRunner,
        MirrorRunner,
        ...(options.once
          ? []
          : [WordWatch, RouteSchedule, MirrorSchedule, Daily, AssetSchedule, HookListener, AlertDesk, ApiServer]),
      ],
    };
  }
}
