import { Jobs, activityRouter } from "./capabilities/activity/index.ts";
import { hostRouter } from "./capabilities/host/index.ts";
import type { HostServices } from "./host-services.ts";
import { AppDatabase } from "./state/app-database.ts";

/** The one place where adapters, capabilities and hosts meet. */
export function compose(host: HostServices) {
  const database = new AppDatabase(`${host.paths.userData}/app.db`);
  const jobs = new Jobs();

  return {
    router: {
      activity: activityRouter(jobs),
      host: hostRouter(host, []),
    },
    async close(): Promise<void> {
      await jobs.close();
      database.close();
    },
  };
}
