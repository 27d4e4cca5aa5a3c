package io.thalweg.streams.spi;

import io.thalweg.streams.plan.SpecifiedStore;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.state.StoreBuilder;
import java.util.Map;

/**
 * The builder that {@code Stores} hands out: a {@link StoreSpec} in the making. Not thread-safe, as
 * any builder.
 */
public final class SpecStoreBuilder<T extends StateStore>
    implements StoreBuilder<T>, SpecifiedStore {
  private StoreSpec spec;

  public SpecStoreBuilder(StoreSpec spec) {
    this.spec = spec;
  }

  @Override
  public StoreSpec spec() {
    return spec;
  }

  @Override
  public StoreBuilder<T> withCachingEnabled() {
    if (spec.kind() == StoreSpec.Kind.VERSIONED) {
      throw new IllegalStateException(
          "Store "
              + name()
              + " is versioned: every version counts, so updates cannot be held back in a cache;"
              + " leave out withCachingEnabled()");
    }
    return options(spec.options().withCaching(true));
  }

  @Override
  public StoreBuilder<T> withCachingDisabled() {
    return options(spec.options().withCaching(false));
  }

  @Override
  public StoreBuilder<T> withLoggingEnabled(Map<String, String> config) {
    return options(spec.options().withLogging(true, config));
  }

  @Override
  public StoreBuilder<T> withLoggingDisabled() {
    return options(spec.options().withLogging(false, Map.of()));
  }

  @Override
  @SuppressWarnings("unchecked") // the spec's kind and T are paired in Stores
  public T build() {
    return (T) StoreEngines.provider().store(spec);
  }

  @Override
  public Map<String, String> logConfig() {
    return spec.options().changelogConfig();
  }

  @Override
  public boolean loggingEnabled() {
    return spec.options().logging();
  }

  @Override
  public String name() {
    return spec.name();
  }

  private SpecStoreBuilder<T> options(StoreSpec.Options options) {
    spec = spec.withOptions(options);
    return this;
  }
}
