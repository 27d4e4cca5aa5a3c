package io.thalweg.streams.plan;

import io.thalweg.streams.processor.api.FixedKeyProcessorSupplier;
import io.thalweg.streams.processor.api.ProcessorSupplier;
import io.thalweg.streams.processor.api.ProcessorWrapper;
import io.thalweg.streams.processor.api.WrappedFixedKeyProcessorSupplier;
import io.thalweg.streams.processor.api.WrappedProcessorSupplier;
import io.thalweg.streams.state.StoreBuilder;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ProcessorWrapper} made of an operator of the language: one of the two suppliers.
 * Thread-safe.
 */
public final class Wrapping {
  private final @Nullable ProcessorSupplier<Object, Object, Object, Object> anyKey;
  private final @Nullable FixedKeyProcessorSupplier<Object, Object, Object> fixedKey;

  /** Made by the call of a supplier that is under way. [guarded by this] */
  private @Nullable StandIn made;

  /** Has {@code wrapper} wrap an operator that may forward other keys. */
  public static Wrapping anyKey(ProcessorWrapper wrapper, String name) {
    return new Wrapping(wrapper, name, false);
  }

  /** Has {@code wrapper} wrap an operator that keeps keys. */
  public static Wrapping fixedKey(ProcessorWrapper wrapper, String name) {
    return new Wrapping(wrapper, name, true);
  }

  private Wrapping(ProcessorWrapper wrapper, String name, boolean fixed) {
    if (fixed) {
      FixedKeyProcessorSupplier<Object, Object, Object> inner = () -> remember().fixedKey();
      WrappedFixedKeyProcessorSupplier<Object, Object, Object> wrapped =
          wrapper.wrapFixedKeyProcessorSupplier(name, inner);
      fixedKey = wrapped;
      anyKey = null;
    } else {
      ProcessorSupplier<Object, Object, Object, Object> inner = () -> remember().anyKey();
      WrappedProcessorSupplier<Object, Object, Object, Object> wrapped =
          wrapper.wrapProcessorSupplier(name, inner);
      anyKey = wrapped;
      fixedKey = null;
    }
  }

  private synchronized StandIn remember() {
    StandIn standIn = new StandIn();
    made = standIn;
    return standIn;
  }

  /** The stores that the wrapper adds. */
  public List<StoreBuilder<?>> stores() {
    Set<StoreBuilder<?>> stores =
        anyKey != null ? anyKey.stores() : fixedKey != null ? fixedKey.stores() : null;
    return stores == null ? List.of() : List.copyOf(stores);
  }

  /**
   * Makes processors; {@code linked} is told the stand-in inside each. Null if keys are fixed.
   *
   * @param linked not called if the wrapper leaves the operator out
   */
  public @Nullable ProcessorSupplier<Object, Object, Object, Object> anyKey(
      Consumer<StandIn> linked) {
    ProcessorSupplier<Object, Object, Object, Object> supplier = anyKey;
    return supplier == null ? null : () -> make(supplier, linked);
  }

  /** As {@link #anyKey(Consumer)}. Null if keys are not fixed. */
  public @Nullable FixedKeyProcessorSupplier<Object, Object, Object> fixedKey(
      Consumer<StandIn> linked) {
    FixedKeyProcessorSupplier<Object, Object, Object> supplier = fixedKey;
    return supplier == null ? null : () -> make(supplier, linked);
  }

  private synchronized <P> P make(Supplier<P> supplier, Consumer<StandIn> linked) {
    made = null;
    P processor = supplier.get();
    if (made != null) {
      linked.accept(made);
    }
    return processor;
  }
}
