package io.thalweg.streams.stores.model;

import io.thalweg.streams.plan.StoreSpec;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * A kind of store under test. A new kind adds one here, with a {@link StoreModel} of its own.
 *
 * @param spec makes the spec of a store with these options
 * @param model makes the model of a store with this spec
 */
record ModelKind(String name, Specs spec, Models model) {
  /** All kinds that are tested. */
  static List<ModelKind> all() {
    return List.of(
        new ModelKind("key-value", KeyValueModel::plain, KeyValueModel::new),
        new ModelKind("timestamped key-value", KeyValueModel::timestamped, KeyValueModel::new),
        new ModelKind("window", WindowModel::plain, WindowModel::new),
        new ModelKind("timestamped window", WindowModel::timestamped, WindowModel::new),
        new ModelKind("window with duplicates", WindowModel::duplicates, WindowModel::new),
        new ModelKind("versioned", VersionedModel::spec, VersionedModel::new),
        new ModelKind("session", SessionModel::plain, SessionModel::new),
        new ModelKind("key-value with headers", KeyValueModel::withHeaders, KeyValueModel::new),
        new ModelKind("window with headers", WindowModel::withHeaders, WindowModel::new),
        new ModelKind("session with headers", SessionModel::withHeaders, SessionModel::new),
        new ModelKind("subscriptions", SubscriptionModel::spec, SubscriptionModel::new),
        new ModelKind("outer join buffer", OuterJoinModel::spec, OuterJoinModel::new),
        new ModelKind("suppress buffer", SuppressModel::spec, SuppressModel::new),
        new ModelKind("grace buffer", GraceModel::spec, GraceModel::new));
  }

  @FunctionalInterface
  interface Specs {
    StoreSpec of(Options options);
  }

  @FunctionalInterface
  interface Models {
    StoreModel<?> of(StoreSpec spec, Random random);
  }

  /**
   * What differs from store to store in one task.
   *
   * @param objects whether the buffer may keep values as objects
   */
  record Options(
      String name, StoreSpec.Engine engine, boolean caching, boolean logging, boolean objects) {
    /** A serde of the user's is not known to be of immutable values: the buffer keeps bytes. */
    Serde<String> values() {
      return objects
          ? Serdes.String()
          : Serdes.serdeFrom(Serdes.String().serializer(), Serdes.String().deserializer());
    }

    /** The spec of a buffer: bytes, and nothing to be cached. */
    StoreSpec buffer(StoreSpec.Kind kind) {
      StoreSpec.Options plan = plan().withCaching(false);
      return new StoreSpec(name, kind, engine, null, null, null, plan, null);
    }

    StoreSpec.Options plan() {
      return new StoreSpec.Options(caching, logging, Map.of());
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
