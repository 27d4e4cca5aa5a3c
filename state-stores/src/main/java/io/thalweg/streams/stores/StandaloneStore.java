package io.thalweg.streams.stores;

import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.errors.ProcessorStateException;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.processor.StateStoreContext;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.query.Position;
import io.thalweg.streams.query.PositionBound;
import io.thalweg.streams.query.Query;
import io.thalweg.streams.query.QueryConfig;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.SessionStore;
import io.thalweg.streams.state.SessionStoreWithHeaders;
import io.thalweg.streams.state.TimestampedBytesStore;
import io.thalweg.streams.state.TimestampedKeyValueStore;
import io.thalweg.streams.state.TimestampedKeyValueStoreWithHeaders;
import io.thalweg.streams.state.TimestampedWindowStore;
import io.thalweg.streams.state.TimestampedWindowStoreWithHeaders;
import io.thalweg.streams.state.VersionedKeyValueStore;
import io.thalweg.streams.state.WindowStore;
import io.thalweg.streams.stores.directory.Trash;
import io.thalweg.streams.stores.form.ChangelogSink;
import io.thalweg.streams.stores.user.TaskEnvironment;
import io.thalweg.streams.stores.user.TaskStoreContext;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/**
 * A store outside of any task, as in unit tests of processors: a task's state of its own, opened by
 * {@code init} and closed by {@code close}. What reaches its caller implements the interface of its
 * kind; every other call goes to the task's facade. Inside a store of the user's that a task runs,
 * its changes go to the changelog of that store. Not thread-safe.
 */
final class StandaloneStore implements InvocationHandler, TaskStoreContext.Inner {
  private static final StateEngineConfig CONFIG =
      new StateEngineConfig(
          new StateEngineConfig.Budgets(16L << 20, 16L << 20, 16L << 20, 0),
          new StateEngineConfig.FlushPolicy(30_000, 100_000),
          true,
          null,
          Map.of());

  private final StoreSpec spec;
  private final TopicPartition restoreFrom;
  private volatile @Nullable Opened opened;

  /**
   * @param host the task that runs it; null if there is none
   */
  private record Opened(
      StateEngine engine,
      TaskState state,
      StateStore facade,
      @Nullable TaskStoreContext host,
      @Nullable Path temporary) {}

  private StandaloneStore(StoreSpec spec) {
    this.spec = spec;
    restoreFrom = new TopicPartition(spec.name(), 0);
  }

  /** A store of the interface that its kind has. */
  static StateStore of(StoreSpec spec) {
    return of(spec, type(spec));
  }

  /** A store of bytes that says that timestamps stand before its values. */
  static StateStore stamped(StoreSpec spec) {
    return of(spec, type(spec), TimestampedBytesStore.class);
  }

  private static StateStore of(StoreSpec spec, Class<?>... types) {
    return (StateStore)
        Proxy.newProxyInstance(
            StandaloneStore.class.getClassLoader(), types, new StandaloneStore(spec));
  }

  private static Class<?> type(StoreSpec spec) {
    Class<?> type =
        switch (spec.kind()) {
          case KEY_VALUE -> KeyValueStore.class;
          case TIMESTAMPED_KEY_VALUE -> TimestampedKeyValueStore.class;
          case WINDOW -> WindowStore.class;
          case TIMESTAMPED_WINDOW -> TimestampedWindowStore.class;
          case OUTER_JOIN_BUFFER, SUPPRESS_BUFFER, GRACE_BUFFER ->
              throw new IllegalArgumentException(
                  "Store " + spec.name() + " belongs to an operator: it has no life of its own");
          case SESSION -> SessionStore.class;
          case SESSION_WITH_HEADERS -> SessionStoreWithHeaders.class;
          case TIMESTAMPED_KEY_VALUE_WITH_HEADERS -> TimestampedKeyValueStoreWithHeaders.class;
          case TIMESTAMPED_WINDOW_WITH_HEADERS -> TimestampedWindowStoreWithHeaders.class;
          case VERSIONED -> VersionedKeyValueStore.class;
        };
    return type;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    return switch (method.getName()) {
      case "name" -> spec.name();
      case "persistent" -> !StoreSpecs.inMemory(spec);
      case "isOpen" -> opened != null;
      case "managesOffsets" -> false; // asked before init
      case "toString" -> "Store " + spec.name();
      case "hashCode" -> System.identityHashCode(proxy);
      case "equals" -> arguments != null && proxy == arguments[0];
      case "init" -> init(arguments);
      case "close" -> close();
      case "commit" -> commit();
      case "query" -> query(arguments);
      case "getPosition" -> position(opened());
      default -> forward(method, arguments);
    };
  }

  /** Any thread: readers do not become the owner. */
  private Object query(Object @Nullable [] arguments) {
    Object[] given = Objects.requireNonNull(arguments);
    Opened now = opened();
    ReadView view = now.state.readView(spec.name());
    Query<?> query = (Query<?>) given[0];
    PositionBound bound = (PositionBound) given[1];
    QueryConfig config = (QueryConfig) given[2];
    return now.host == null
        ? view.query(query, bound, config)
        : now.host.answers().answer(view, query, bound, config);
  }

  /** A store outside of any task has no input. */
  private Position position(Opened now) {
    return now.host == null ? Position.emptyPosition() : now.host.answers().position(spec.name());
  }

  private @Nullable Object forward(Method method, Object @Nullable [] arguments) throws Throwable {
    Opened now = opened();
    now.state.handOver(); // it belongs to whoever uses it
    try {
      return method.invoke(now.facade, arguments);
    } catch (InvocationTargetException e) {
      throw Objects.requireNonNullElse(e.getCause(), e);
    } finally {
      if (now.host == null && now.state.commitPressure()) {
        commit();
      }
    }
  }

  private @Nullable Object init(Object @Nullable [] arguments) {
    Object[] given = Objects.requireNonNull(arguments);
    StateStoreContext context = (StateStoreContext) given[0];
    if (opened != null) {
      throw new IllegalStateException("Store " + spec.name() + " is open already");
    }
    StoreSpec complete =
        spec.withSerdes(
            orDefault(spec.keySerde(), context::keySerde, "key"),
            orDefault(spec.valueSerde(), context::valueSerde, "value"));
    boolean inMemory = StoreSpecs.inMemory(spec); // then nobody asks for a directory
    File directory = inMemory ? null : context.stateDir();
    Path temporary = directory == null && !inMemory ? temporaryDirectory() : null;
    Path path = temporary != null || directory == null ? temporary : directory.toPath();
    StateEngine engine = StateEngine.apart(CONFIG);
    TaskStoreContext host = context instanceof TaskStoreContext task ? task : null;
    TaskState state =
        engine.open(
            new TaskStateRequest(
                Objects.requireNonNullElse(context.taskId(), new TaskId(0, 0)),
                path == null ? null : path.resolve(spec.name()),
                List.of(complete),
                Map.of(spec.name(), restoreFrom),
                Map.of(),
                new StoppedTime(),
                host == null ? () -> 0 : host::recordTimestamp,
                RecordHeaders::new,
                host == null ? TaskEnvironment.none() : host.environment()));
    opened = new Opened(engine, state, state.store(spec.name()), host, temporary);
    context.register((StateStore) given[1], this::restore);
    if (host != null) {
      host.adopt(this);
    }
    return null;
  }

  @Override
  public void writeChangelog(TopicPartition changelog, ChangelogSink sink) {
    boolean logged = spec.options().logging();
    opened()
        .state
        .writeChangelogs(
            (own, key, value, timestamp) -> {
              if (logged) {
                sink.send(changelog, key, value, timestamp);
              }
            });
  }

  @Override
  public void restore(List<ConsumerRecord<byte[], byte[]>> records) {
    opened().state.restore(restoreFrom, records, -1);
  }

  private void restore(byte[] key, byte[] value) {
    if (spec.kind() == StoreSpec.Kind.VERSIONED) {
      throw new UnsupportedOperationException(
          "Store "
              + spec.name()
              + " is versioned: it can be restored by its task only, since a changelog record's"
              + " time is its version's, and a restore callback is not given it");
    }
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(restoreFrom.topic(), restoreFrom.partition(), 0, key, value);
    opened().state.restore(restoreFrom, List.of(record), -1);
  }

  private @Nullable Object close() {
    Opened now = opened;
    if (now != null) {
      opened = null;
      now.state.commit(Map.of(), 0);
      now.state.close();
      now.engine.close();
      if (now.temporary != null) {
        Trash.empty(now.temporary);
      }
    }
    return null;
  }

  private @Nullable Object commit() {
    Opened now = opened();
    if (now.host == null) {
      now.state.writeChangelogs((changelog, key, value, timestamp) -> {}); // there is none
    }
    now.state.commit(Map.of(), 0);
    if (now.host != null && !now.host.environment().exactlyOnce()) {
      now.state.persist(); // the task says next how far the store is
    }
    return null;
  }

  private Opened opened() {
    if (opened == null) {
      throw new InvalidStateStoreException(
          "Store " + spec.name() + " is not open: call init first, and nothing after close");
    }
    return opened;
  }

  private Serde<?> orDefault(
      @Nullable Serde<?> serde, Supplier<@Nullable Serde<?>> configured, String what) {
    if (serde != null) {
      return serde;
    }
    Serde<?> fallback = configured.get(); // throws where none is configured, in a mock
    if (fallback == null) {
      throw new InvalidStateStoreException(
          "Store " + spec.name() + " has no " + what + " serde, and there is no default one");
    }
    return fallback;
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("thalweg-store");
    } catch (IOException e) {
      throw new ProcessorStateException("No temporary directory for a store can be made", e);
    }
  }
}
