package io.thalweg.streams.runtime.query;

import io.thalweg.streams.processor.StateStore;
import java.lang.reflect.Proxy;

/** A store of the user of which only the identity counts. */
final class StateStores {
  private StateStores() {}

  static StateStore named(String name) {
    return (StateStore)
        Proxy.newProxyInstance(
            StateStores.class.getClassLoader(),
            new Class<?>[] {StateStore.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "name", "toString" -> name;
                  case "equals" -> proxy == arguments[0];
                  case "hashCode" -> name.hashCode();
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
