package io.thalweg.streams.runtime.client;

import io.thalweg.streams.StreamsConfig;
import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.runtime.assignment.InternalTopics;
import io.thalweg.streams.runtime.assignment.LocalProcess;
import io.thalweg.streams.runtime.assignment.TopicSettings;
import io.thalweg.streams.runtime.compile.PhysicalPlan;
import io.thalweg.streams.runtime.compile.PlanCompiler;
import io.thalweg.streams.runtime.exec.Exec;
import io.thalweg.streams.runtime.metrics.ClientIds;
import io.thalweg.streams.runtime.metrics.ClientView;
import io.thalweg.streams.runtime.metrics.InstanceMetrics;
import io.thalweg.streams.runtime.query.QueryRouter;
import io.thalweg.streams.runtime.worker.TaskLocks;
import io.thalweg.streams.spi.StreamsEngine;
import io.thalweg.streams.spi.StreamsEngineProvider.Request;
import io.thalweg.streams.state.HostInfo;
import io.thalweg.streams.state.RocksDBConfigSetter;
import io.thalweg.streams.stores.StateEngine;
import io.thalweg.streams.stores.StateEngineConfig;
import io.thalweg.streams.stores.directory.StateDirectory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/** Builds one instance from what it was asked for. */
final class ClientAssembly {
  private final Request request;
  private final StreamsConfig config;
  private final Time time;
  private final Exec exec;
  private final Supplier<UUID> ids;
  private final String applicationId;

  ClientAssembly(Request request, Exec exec, Supplier<UUID> ids) {
    this.request = request;
    this.config = request.config();
    this.time = request.time();
    this.exec = exec;
    this.ids = ids;
    this.applicationId = config.getString(StreamsConfig.APPLICATION_ID_CONFIG);
  }

  StreamsEngine assemble() {
    checkWhatIsNotBuilt();
    PhysicalPlan plan = PlanCompiler.compile(request.plan(), config);
    if (plan.subscription().isEmpty() && plan.pattern() == null && plan.global().isEmpty()) {
      throw new StreamsException(
          "Topology has no stream threads and no global threads, must subscribe to at least one"
              + " source topic or global table.");
    }
    StateDirectory directory =
        StateDirectory.open(
            Path.of(config.getString(StreamsConfig.STATE_DIR_CONFIG)),
            applicationId,
            plan.persistent());
    try {
      return assemble(plan, directory);
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  private StreamsEngine assemble(PhysicalPlan plan, StateDirectory directory) {
    UUID processId = directory.processId(ids);
    String given = config.getString(StreamsConfig.CLIENT_ID_CONFIG);
    String clientId = given.isEmpty() ? applicationId + "-" + processId : given;
    ClientState state = new ClientState(clientId);
    InstanceMetrics metrics =
        InstanceMetrics.create(
            config, new InstanceMetrics.Identity(applicationId, clientId, processId), time);
    Admin admin = request.clients().getAdmin(config.getAdminConfigs(clientId + "-admin"));
    ClientParts parts =
        new ClientParts(
            new ClientParts.Identity(
                clientId, new LocalProcess(processId, endpoint()), config, request.clients(), time),
            new ClientParts.Shared(
                admin,
                new InternalTopics(admin, topicSettings(), time),
                new QueryRouter(plan.stores(), state::get),
                new HostDirectory(HostDirectory.Topology.of(plan), endpoint()),
                new ClientIds(time),
                metrics),
            plan,
            new ClientParts.Local(
                directory, StateEngine.create(stateConfig(config)), new TaskLocks()),
            new UserListeners());
    ThreadFleet fleet = new ThreadFleet(state, exec, metrics, time, parts::close);
    metrics.describe(new ClientView(state::get, request.description(), fleet::alive));
    return new StreamsClient(parts, state, fleet, exec, time);
  }

  /** Says so where a setting asks for what this version does not have. */
  private void checkWhatIsNotBuilt() {
    String protocol = config.getString(StreamsConfig.GROUP_PROTOCOL_CONFIG);
    if (!"classic".equalsIgnoreCase(protocol)) {
      throw new StreamsException(
          StreamsConfig.GROUP_PROTOCOL_CONFIG
              + "="
              + protocol
              + ": this version has the classic group protocol only; set it to classic or leave it"
              + " out");
    }
  }

  private Optional<HostInfo> endpoint() {
    String server = config.getString(StreamsConfig.APPLICATION_SERVER_CONFIG);
    return server == null || server.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(HostInfo.buildFromEndpoint(server));
  }

  private TopicSettings topicSettings() {
    Map<String, String> topicConfigs = new HashMap<>();
    config
        .originalsWithPrefix(StreamsConfig.TOPIC_PREFIX)
        .forEach((key, value) -> topicConfigs.put(key, String.valueOf(value)));
    long maxPollMs =
        new ConsumerLimits(config.getMainConsumerConfigs(applicationId, "limits", 0)).maxPollMs();
    return new TopicSettings(
        config.getInt(StreamsConfig.REPLICATION_FACTOR_CONFIG).shortValue(),
        config.getLong(StreamsConfig.WINDOW_STORE_CHANGE_LOG_ADDITIONAL_RETENTION_MS_CONFIG),
        topicConfigs,
        maxPollMs / 2,
        config.getLong(StreamsConfig.RETRY_BACKOFF_MS_CONFIG));
  }

  /** Reads one number out of a consumer's configuration. */
  private record ConsumerLimits(Map<String, Object> configs) {
    private static final long DEFAULT_MAX_POLL_MS = 300_000;

    long maxPollMs() {
      Object value = configs.get(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG);
      return value == null ? DEFAULT_MAX_POLL_MS : Long.parseLong(value.toString());
    }
  }

  static StateEngineConfig stateConfig(StreamsConfig config) {
    long table = config.getLong(StreamsConfig.STATE_TABLE_MAX_BYTES_CONFIG);
    return new StateEngineConfig(
        new StateEngineConfig.Budgets(
            config.getLong(StreamsConfig.MEMORY_MAX_BYTES_CONFIG),
            table >= 0 ? table : Math.max(32L << 20, Runtime.getRuntime().maxMemory() * 15 / 100),
            config.getLong(StreamsConfig.STATESTORE_UNCOMMITTED_MAX_BYTES_CONFIG),
            config.getLong(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG)),
        new StateEngineConfig.FlushPolicy(
            config.getLong(StreamsConfig.STATE_FLUSH_INTERVAL_MS_CONFIG),
            config.getLong(StreamsConfig.STATE_FLUSH_MAX_RECORDS_CONFIG)),
        config.getBoolean(StreamsConfig.CHANGELOG_DEDUP_CONFIG),
        configSetter(config),
        config.originals());
  }

  private static @Nullable Class<? extends RocksDBConfigSetter> configSetter(StreamsConfig config) {
    Class<?> setter = config.getClass(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG);
    return setter == null ? null : setter.asSubclass(RocksDBConfigSetter.class);
  }
}
