package io.thalweg.streams.dsl;

import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.processor.ConnectedStoreProvider;
import io.thalweg.streams.processor.api.FixedKeyProcessorSupplier;
import io.thalweg.streams.processor.api.ProcessorSupplier;
import io.thalweg.streams.state.StoreBuilder;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** Takes in suppliers of processors. */
public final class UserProcessors {
  private UserProcessors() {}

  /**
   * The operator that runs processors.
   *
   * @throws NullPointerException if {@code supplier} is null
   * @throws IllegalArgumentException if it returns the same processor twice: each task needs its
   *     own
   */
  public static OperatorSpec.UserProcess process(ProcessorSupplier<?, ?, ?, ?> supplier) {
    check(supplier);
    return new OperatorSpec.UserProcess(Erased.cast(supplier));
  }

  /** As {@link #process}, for processors that keep the key. */
  static OperatorSpec.UserProcessValues processValues(FixedKeyProcessorSupplier<?, ?, ?> supplier) {
    check(supplier);
    return new OperatorSpec.UserProcessValues(Erased.cast(supplier));
  }

  /** The stores that the supplier brings along. */
  public static List<StoreBuilder<?>> stores(ConnectedStoreProvider supplier) {
    Set<StoreBuilder<?>> stores = supplier.stores();
    return stores == null ? List.of() : List.copyOf(stores);
  }

  /** The stores that an operator is to use, by name. */
  static List<String> storeNames(String... names) {
    Objects.requireNonNull(names, "stateStoreNames cannot be a null array");
    for (String name : names) {
      Objects.requireNonNull(name, "state store name cannot be null");
    }
    return List.of(names);
  }

  private static void check(Supplier<?> supplier) {
    Objects.requireNonNull(supplier, "processorSupplier cannot be null");
    Object first = supplier.get();
    Object second = supplier.get();
    if (first == second) {
      throw new IllegalArgumentException(
          supplier.getClass().getName()
              + "#get() must return a new object each time it is called; it returned the same one"
              + " twice.");
    }
  }
}
