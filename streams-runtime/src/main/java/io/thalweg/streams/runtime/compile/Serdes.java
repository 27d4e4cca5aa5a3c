package io.thalweg.streams.runtime.compile;

import io.thalweg.streams.StreamsConfig;
import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.plan.BuiltStore;
import io.thalweg.streams.plan.LogicalPlan;
import io.thalweg.streams.plan.RepartitionTopic;
import io.thalweg.streams.plan.SinkNode;
import io.thalweg.streams.plan.SourceNode;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.plan.TopicSelection;
import io.thalweg.streams.runtime.operator.table.ChangeFormat;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Fills in the configuration's default where an operator was given no serde. One instance serves
 * one thread: defaults are made and configured once in it.
 */
final class Serdes {
  private final LogicalPlan plan;
  private final Defaulted key;
  private final Defaulted value;
  private final Map<String, StoreSpec> stores = new HashMap<>();

  Serdes(LogicalPlan plan, StreamsConfig config) {
    this.plan = plan;
    this.key =
        new Defaulted("key", StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, config::defaultKeySerde);
    this.value =
        new Defaulted(
            "value", StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, config::defaultValueSerde);
  }

  /** A default that is made when first needed. */
  private static final class Defaulted {
    private final String role;
    private final String configKey;
    private final Supplier<Serde<?>> factory;
    private Serde<?> made;

    @SuppressWarnings("NullAway.Init") // made when first needed
    Defaulted(String role, String configKey, Supplier<Serde<?>> factory) {
      this.role = role;
      this.configKey = configKey;
      this.factory = factory;
    }

    Serde<?> serde(String user) {
      if (made == null) {
        try {
          made = factory.get();
        } catch (ConfigException e) {
          throw missing(user, e);
        }
        if (made == null) {
          throw missing(user, new ConfigException("No default " + role + " serde"));
        }
      }
      return made;
    }

    private StreamsException missing(String user, ConfigException cause) {
      return new StreamsException(
          "No "
              + role
              + " serde for "
              + user
              + ": pass one to the operator (Consumed, Produced, Grouped, Materialized, Joined) or"
              + " set "
              + configKey,
          cause);
    }
  }

  Deserializer<?> keyDeserializer(SourceNode source) {
    Deserializer<?> given = source.keyDeserializer();
    return given != null ? given : key.serde("source " + source.name()).deserializer();
  }

  Deserializer<?> valueDeserializer(SourceNode source) {
    Deserializer<?> given = source.valueDeserializer();
    Deserializer<?> values =
        given != null ? given : value.serde("source " + source.name()).deserializer();
    return source.topics() instanceof TopicSelection.Names names
            && names.topics().stream().anyMatch(this::carriesChanges)
        ? ChangeFormat.reader(values)
        : values;
  }

  @SuppressWarnings("unchecked") // the DSL has checked the types
  Serializer<Object> keySerializer(SinkNode sink) {
    Serializer<?> given = sink.keySerializer();
    return (Serializer<Object>)
        (given != null ? given : key.serde("sink " + sink.name()).serializer());
  }

  @SuppressWarnings("unchecked") // the DSL has checked the types
  Serializer<Object> valueSerializer(SinkNode sink) {
    Serializer<?> given = sink.valueSerializer();
    Serializer<Object> values =
        (Serializer<Object>)
            (given != null ? given : value.serde("sink " + sink.name()).serializer());
    return sink.target() instanceof SinkNode.Target.Topic topic && carriesChanges(topic.name())
        ? ChangeFormat.writer(values)
        : values;
  }

  private boolean carriesChanges(String topic) {
    RepartitionTopic repartition = plan.repartitionTopics().get(topic);
    return repartition != null && repartition.changes();
  }

  /** A serde of keys, the configuration's default if none is given. */
  @SuppressWarnings("unchecked") // the DSL has checked the types
  Serde<Object> keys(@Nullable Serde<?> given, String user) {
    return (Serde<Object>) (given != null ? given : key.serde(user));
  }

  /** A serde of values, the configuration's default if none is given. */
  @SuppressWarnings("unchecked") // the DSL has checked the types
  Serde<Object> values(@Nullable Serde<?> given, String user) {
    return (Serde<Object>) (given != null ? given : value.serde(user));
  }

  /** What writes the keys of a store. */
  Serializer<?> storeKeySerializer(String store) {
    Serde<?> serde = store(store).keySerde();
    if (serde == null) {
      throw new IllegalStateException("Store " + store + " was resolved without a key serde");
    }
    return serde.serializer();
  }

  /** What writes the values of a store. */
  Serializer<?> storeValueSerializer(String store) {
    Serde<?> serde = store(store).valueSerde();
    if (serde == null) {
      throw new IllegalStateException("Store " + store + " was resolved without a value serde");
    }
    return serde.serializer();
  }

  /** The store with its serdes filled in. */
  StoreSpec store(String name) {
    return stores.computeIfAbsent(name, this::resolve);
  }

  private StoreSpec resolve(String name) {
    StoreSpec spec = plan.stores().get(name);
    if (spec == null) {
      throw new IllegalStateException("The plan has no store " + name);
    }
    if (spec.supplier() instanceof BuiltStore) {
      return spec; // it has its own
    }
    Serde<?> keySerde = spec.keySerde();
    Serde<?> valueSerde = spec.valueSerde();
    return spec.withSerdes(
        keySerde != null ? keySerde : key.serde("store " + name),
        valueSerde != null ? valueSerde : value.serde("store " + name));
  }
}
