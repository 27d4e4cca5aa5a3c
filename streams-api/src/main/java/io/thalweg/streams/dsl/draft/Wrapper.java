package io.thalweg.streams.dsl.draft;

import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.plan.Wrapping;
import io.thalweg.streams.processor.ConnectedStoreProvider;
import io.thalweg.streams.processor.api.ProcessorWrapper;
import io.thalweg.streams.processor.api.WrappedFixedKeyProcessorSupplier;
import io.thalweg.streams.processor.api.WrappedProcessorSupplier;
import io.thalweg.streams.state.StoreBuilder;
import java.util.List;
import java.util.Set;

/** Applies the user's {@link ProcessorWrapper}. */
final class Wrapper {
  private final ProcessorWrapper wrapper;

  Wrapper(ProcessorWrapper wrapper) {
    this.wrapper = wrapper;
  }

  /** Not what feeds a read-only store, nor what belongs to another operator. */
  static boolean concerns(OperatorSpec spec) {
    return !(spec instanceof OperatorSpec.UserProcess
        || spec instanceof OperatorSpec.TimeToLive
        || spec instanceof OperatorSpec.LateRecords);
  }

  /** User code to run, and the stores that come with it. */
  record Wrapped(OperatorSpec spec, List<StoreBuilder<?>> stores) {}

  /** User code, which the wrapper may replace, with its stores. */
  Wrapped user(String name, OperatorSpec spec) {
    if (spec instanceof OperatorSpec.UserProcess user) {
      WrappedProcessorSupplier<Object, Object, Object, Object> supplier =
          wrapper.wrapProcessorSupplier(name, user.supplier());
      return new Wrapped(new OperatorSpec.UserProcess(supplier), stores(supplier));
    } else if (spec instanceof OperatorSpec.UserProcessValues user) {
      WrappedFixedKeyProcessorSupplier<Object, Object, Object> supplier =
          wrapper.wrapFixedKeyProcessorSupplier(name, user.supplier());
      return new Wrapped(new OperatorSpec.UserProcessValues(supplier), stores(supplier));
    }
    throw new IllegalArgumentException(name + " is no user code");
  }

  private static List<StoreBuilder<?>> stores(ConnectedStoreProvider supplier) {
    Set<StoreBuilder<?>> stores = supplier.stores();
    return stores == null ? List.of() : List.copyOf(stores);
  }

  /** An operator of the language; with a fixed key where Kafka Streams has one. */
  Wrapping operator(String name, OperatorSpec spec) {
    return keepsKeys(spec) ? Wrapping.fixedKey(wrapper, name) : Wrapping.anyKey(wrapper, name);
  }

  private static boolean keepsKeys(OperatorSpec spec) {
    return spec instanceof OperatorSpec.Filter
        || spec instanceof OperatorSpec.MapValues
        || spec instanceof OperatorSpec.FlatMapValues
        || spec instanceof OperatorSpec.RepartitionFilter
        || spec instanceof OperatorSpec.TableToStream
        || (spec instanceof OperatorSpec.Peek peek && peek.forwards());
  }
}
