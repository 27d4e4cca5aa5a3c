package io.thalweg.streams.dsl.draft;

import io.thalweg.streams.DslStoreFormat;
import io.thalweg.streams.kstream.EmitStrategy;
import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.plan.BuiltStore;
import io.thalweg.streams.plan.EngineChoice;
import io.thalweg.streams.plan.SpecifiedStore;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.BuiltInDslStoreSuppliers;
import io.thalweg.streams.state.DslKeyValueParams;
import io.thalweg.streams.state.DslSessionParams;
import io.thalweg.streams.state.DslStoreSuppliers;
import io.thalweg.streams.state.DslWindowParams;
import io.thalweg.streams.state.HeadersBytesStoreSupplier;
import io.thalweg.streams.state.SessionBytesStoreSupplier;
import io.thalweg.streams.state.StoreBuilder;
import io.thalweg.streams.state.StoreSupplier;
import io.thalweg.streams.state.VersionedBytesStoreSupplier;
import io.thalweg.streams.state.WindowBytesStoreSupplier;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A store as it was asked for. Where its rows live may depend on the configuration, which is known
 * only when the plan is taken.
 *
 * @param spec everything known by now
 * @param open whether the engine is still to be chosen
 * @param chooser what chooses it; null for the configuration's choice
 * @param emit when a windowed result is passed on; the chooser may want to know
 */
public record StoreDraft(
    StoreSpec spec, boolean open, @Nullable DslStoreSuppliers chooser, EmitStrategy emit) {

  /** A store of which nothing is left to choose. */
  public static StoreDraft fixed(StoreSpec spec) {
    return new StoreDraft(spec, false, null, EmitStrategy.onWindowUpdate());
  }

  /** What a builder of the user has put together. */
  public static StoreDraft built(StoreBuilder<?> builder) {
    if (builder instanceof SpecifiedStore ours) {
      return fixed(ours.spec());
    }
    StoreSpec.Options options =
        new StoreSpec.Options(false, builder.loggingEnabled(), builder.logConfig());
    return fixed(
        new StoreSpec(
            builder.name(),
            StoreSpec.Kind.KEY_VALUE,
            StoreSpec.Engine.IN_MEMORY,
            new BuiltStore(builder),
            null,
            null,
            options,
            null));
  }

  public String name() {
    return spec.name();
  }

  /** The same store, whose updates are not held back. */
  public StoreDraft withoutCaching() {
    return new StoreDraft(spec.withOptions(spec.options().withCaching(false)), open, chooser, emit);
  }

  /** The same store where a topic it is fed from takes the place of its changelog. */
  public StoreDraft fedFromTopic(boolean logged) {
    StoreSpec.Options options = spec.options().withCaching(false).withLogging(logged, Map.of());
    return new StoreDraft(spec.withOptions(options), open, chooser, emit);
  }

  /**
   * The store, its engine chosen by {@code configured} if nothing in the topology chose one.
   *
   * @param format what stores are to keep with each value if nothing in the topology says it
   */
  public StoreSpec resolve(DslStoreSuppliers configured, DslStoreFormat format) {
    if (!open) {
      return spec;
    }
    DslStoreSuppliers suppliers = chooser != null ? chooser : configured;
    StoreSpec chosen = onSupplier(spec, supplier(suppliers, format));
    StoreSpec.WindowSpec window = chosen.window();
    return window != null
            && emit.type() == EmitStrategy.StrategyType.ON_WINDOW_CLOSE
            && (suppliers instanceof BuiltInDslStoreSuppliers.RocksDBDslStoreSuppliers
                || suppliers == Materialized.StoreType.ROCKS_DB)
        ? with(chosen, chosen.engine(), null, window.inTimeOrder())
        : chosen;
  }

  private StoreSupplier<?> supplier(DslStoreSuppliers suppliers, DslStoreFormat format) {
    StoreSpec.WindowSpec window = spec.window();
    if (window == null) {
      DslStoreFormat kept = spec.kind().buffer() ? DslStoreFormat.PLAIN : format;
      return suppliers.keyValueStore(new DslKeyValueParams(spec.name(), kept));
    }
    if (spec.kind().sessions()) {
      return suppliers.sessionStore(
          new DslSessionParams(spec.name(), Duration.ofMillis(window.retentionMs()), emit, format));
    }
    return suppliers.windowStore(
        new DslWindowParams(
            spec.name(),
            Duration.ofMillis(window.retentionMs()),
            Duration.ofMillis(window.windowSizeMs()),
            window.retainDuplicates(),
            emit,
            false,
            format));
  }

  /**
   * The same store on the rows of {@code supplier}: an engine of ours if it is one of {@code
   * Stores}, otherwise the user's own.
   */
  public static StoreSpec onSupplier(StoreSpec spec, StoreSupplier<?> supplier) {
    if (supplier instanceof VersionedBytesStoreSupplier versioned) {
      return versions(spec, versioned);
    }
    StoreSpec.Kind kind =
        supplier instanceof HeadersBytesStoreSupplier ? spec.kind().headed() : spec.kind();
    return rows(spec.withKind(kind), supplier);
  }

  /** A table that keeps former values. Whatever was asked for, its updates are not held back. */
  private static StoreSpec versions(StoreSpec spec, VersionedBytesStoreSupplier supplier) {
    StoreSpec versioned =
        spec.withKind(StoreSpec.Kind.VERSIONED).withOptions(spec.options().withCaching(false));
    if (supplier instanceof EngineChoice builtIn) {
      return with(versioned, builtIn.engine(), null, builtIn.window());
    }
    long retentionMs = supplier.historyRetentionMs();
    StoreSpec.WindowSpec history =
        new StoreSpec.WindowSpec(retentionMs, 0, Math.max(1, retentionMs), false);
    return with(versioned, spec.engine(), supplier, history);
  }

  private static StoreSpec rows(StoreSpec spec, StoreSupplier<?> supplier) {
    if (supplier instanceof EngineChoice builtIn) {
      StoreSpec chosen = with(spec, builtIn.engine(), null, logged(spec, builtIn.window()));
      return chosen.withOptions(spec.options().withTimestamps(builtIn.keepsTimestamps()));
    }
    if (spec.kind().buffer()) {
      return spec; // only an engine of ours keeps its order
    }
    if (supplier instanceof WindowBytesStoreSupplier own) {
      StoreSpec.WindowSpec window =
          new StoreSpec.WindowSpec(
              own.retentionPeriod(),
              own.windowSize(),
              own.segmentIntervalMs(),
              own.retainDuplicates());
      return with(spec, spec.engine(), own, logged(spec, window));
    }
    if (supplier instanceof SessionBytesStoreSupplier own) {
      StoreSpec.WindowSpec window =
          new StoreSpec.WindowSpec(own.retentionPeriod(), 0, own.segmentIntervalMs(), false);
      return with(spec, spec.engine(), own, logged(spec, window));
    }
    return with(spec, spec.engine(), supplier, spec.window());
  }

  /** The changelog keeps what the operator asks for, whatever the supplier's store keeps. */
  private static StoreSpec.@Nullable WindowSpec logged(
      StoreSpec spec, StoreSpec.@Nullable WindowSpec supplied) {
    StoreSpec.WindowSpec asked = spec.window();
    return asked == null || supplied == null
        ? supplied
        : supplied.withChangelogRetention(asked.changelogRetentionMs());
  }

  private static StoreSpec with(
      StoreSpec spec,
      StoreSpec.Engine engine,
      @Nullable StoreSupplier<?> supplier,
      StoreSpec.@Nullable WindowSpec window) {
    return new StoreSpec(
        spec.name(),
        spec.kind(),
        engine,
        supplier,
        spec.keySerde(),
        spec.valueSerde(),
        spec.options(),
        window);
  }
}
