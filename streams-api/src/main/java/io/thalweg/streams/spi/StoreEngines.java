package io.thalweg.streams.spi;

import java.util.ServiceLoader;

/** Finds the {@link StoreEngineProvider} on the class path. */
public final class StoreEngines {
  private StoreEngines() {}

  /**
   * Returns the provider.
   *
   * @throws IllegalStateException if {@code thalweg-state-stores} is not on the class path
   */
  public static StoreEngineProvider provider() {
    return ServiceLoader.load(StoreEngineProvider.class, StoreEngineProvider.class.getClassLoader())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No state store engine on the class path: add"
                        + " io.thalweg:thalweg-streams-runtime (it brings thalweg-state-stores) at"
                        + " run time"));
  }
}
