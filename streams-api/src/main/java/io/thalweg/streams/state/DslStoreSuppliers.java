package io.thalweg.streams.state;

import java.util.Map;
import org.apache.kafka.common.Configurable;

/**
 * Supplies the stores of the language where none is given. Implementations need a constructor
 * without parameters to be named in the configs.
 */
public interface DslStoreSuppliers extends Configurable {
  @Override
  default void configure(Map<String, ?> configs) {}

  /** Supplies a key-value store. */
  KeyValueBytesStoreSupplier keyValueStore(DslKeyValueParams params);

  /** Supplies a window store. */
  WindowBytesStoreSupplier windowStore(DslWindowParams params);

  /** Supplies a session store. */
  SessionBytesStoreSupplier sessionStore(DslSessionParams params);
}
