package io.thalweg.streams.dsl;

import io.thalweg.streams.state.BuiltInDslStoreSuppliers;
import io.thalweg.streams.state.DslStoreSuppliers;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;

/** Reads from the configuration which engine stores get for which the topology chose none. */
public final class EngineConfig {
  private static final String SUPPLIERS = "dsl.store.suppliers.class";
  private static final String DEFAULT_STORE = "default.dsl.store";

  private EngineConfig() {}

  /**
   * The choice of {@code dsl.store.suppliers.class}; if that is not set, of {@code
   * default.dsl.store}.
   */
  public static DslStoreSuppliers suppliers(AbstractConfig config) {
    Map<String, Object> given = config.originals();
    if (!given.containsKey(SUPPLIERS) && "in_memory".equals(given.get(DEFAULT_STORE))) {
      return BuiltInDslStoreSuppliers.IN_MEMORY;
    }
    return config.getConfiguredInstance(SUPPLIERS, DslStoreSuppliers.class);
  }
}
