package io.thalweg.streams.iq.kafkastreams;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.StoreBuilder;

/** A user's store that answers a query of its own, fails another and throws at a third. */
final class OwnStore implements StateStore {
  private final String name;
  private final ConcurrentSkipListMap<String, String> rows = new ConcurrentSkipListMap<>();
  private boolean open;

  OwnStore(String name) {
    this.name = name;
  }

  /** How many rows there are. */
  record Size() implements Query<Integer> {}

  /** Is refused. */
  record Refused() implements Query<Integer> {}

  /** Ends in an exception. */
  record Broken() implements Query<Integer> {}

  /** What the store was asked with. */
  record Asked() implements Query<String> {}

  void put(String key, String value) {
    rows.put(key, String.valueOf(value));
  }

  @Override
  @SuppressWarnings("unchecked")
  public <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
    if (query instanceof Size) {
      QueryResult<R> result = (QueryResult<R>) QueryResult.forResult(rows.size());
      result.setPosition(Position.emptyPosition().withComponent("own", 7, 9));
      if (config.isCollectExecutionInfo()) {
        result.addExecutionInfo("counted");
      }
      return result;
    }
    if (query instanceof Asked) {
      return (QueryResult<R>)
          QueryResult.forResult(bound.isUnbounded() + " " + config.isCollectExecutionInfo());
    }
    if (query instanceof Refused) {
      return QueryResult.forFailure(FailureReason.STORE_EXCEPTION, "refused");
    }
    if (query instanceof Broken) {
      throw new IllegalArgumentException("broken");
    }
    return QueryResult.forUnknownQueryType(query, this);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    context.register(root, (key, value) -> {});
    open = true;
  }

  @Override
  public void close() {
    open = false;
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  /** Makes it. */
  record Builder(String name) implements StoreBuilder<OwnStore> {
    @Override
    public StoreBuilder<OwnStore> withCachingEnabled() {
      return this;
    }

    @Override
    public StoreBuilder<OwnStore> withCachingDisabled() {
      return this;
    }

    @Override
    public StoreBuilder<OwnStore> withLoggingEnabled(Map<String, String> config) {
      return this;
    }

    @Override
    public StoreBuilder<OwnStore> withLoggingDisabled() {
      return this;
    }

    @Override
    public OwnStore build() {
      return new OwnStore(name);
    }

    @Override
    public Map<String, String> logConfig() {
      return Map.of();
    }

    @Override
    public boolean loggingEnabled() {
      return false;
    }
  }
}
