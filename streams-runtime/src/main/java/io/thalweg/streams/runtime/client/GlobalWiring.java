package io.thalweg.streams.runtime.client;

import io.thalweg.streams.StreamsConfig;
import io.thalweg.streams.runtime.compile.PhysicalPlan;
import io.thalweg.streams.runtime.global.GlobalState;
import io.thalweg.streams.runtime.global.GlobalThread;
import io.thalweg.streams.runtime.metrics.GlobalMetrics;
import io.thalweg.streams.runtime.restore.AdminOffsetLookup;
import io.thalweg.streams.runtime.worker.ThreadSettings;
import io.thalweg.streams.runtime.worker.UserStoreEnvironment;

/** Makes the global thread of an instance, not started. */
record GlobalWiring(
    ClientParts.Identity identity,
    ClientParts.Shared shared,
    PhysicalPlan plan,
    ClientParts.Local local) {

  GlobalKeeper keeper(UserListeners listeners, GlobalKeeper.Then then) {
    String name = identity.clientId() + "-GlobalStreamThread";
    return new GlobalKeeper(
        name, shared.queries(), observer -> thread(name, listeners, observer), then);
  }

  private GlobalThread thread(
      String name, UserListeners listeners, GlobalThread.Observer observer) {
    StreamsConfig config = identity.config();
    GlobalMetrics metrics = shared.metrics().globalThread(name);
    GlobalState.Surroundings around =
        new GlobalState.Surroundings(
            config,
            local.engine(),
            local.directory(),
            plan.globalStores(),
            current -> new UserStoreEnvironment(config, current, metrics.forUserCode()),
            identity.time());
    ThreadSettings settings = ThreadSettings.of(config);
    return new GlobalThread(
        name,
        plan.global(),
        new GlobalThread.Sources(
            () -> GlobalState.open(plan.global(), around),
            local.directory()::wipeGlobal,
            () ->
                identity
                    .clients()
                    .getGlobalConsumer(config.getGlobalConsumerConfigs(identity.clientId())),
            consumer ->
                shared
                    .clientIds()
                    .answer(InstanceIds.global(identity.clientId()), consumer::clientInstanceId),
            new AdminOffsetLookup(
                shared.admin(), config.getString(StreamsConfig.APPLICATION_ID_CONFIG)),
            listeners::restore),
        observer,
        metrics,
        new GlobalThread.Settings(
            settings.pollMs(), settings.commitIntervalMs(), settings.taskTimeoutMs()));
  }
}
