package io.thalweg.streams.stores;

import io.thalweg.streams.stores.form.Budget;
import io.thalweg.streams.stores.rocksdb.NativeBudget;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory that all instances in a process share: native memory for databases, and heap for
 * tables. It exists as long as one of them has it open. Safe from any thread.
 */
final class ProcessMemory {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessMemory.class);

  /** What a process has is a matter of the process, whatever number of instances is in it. */
  private static final AtomicReference<ProcessMemory> OF_THIS_PROCESS =
      new AtomicReference<>(new ProcessMemory());

  private final Budget tables = new Budget(0);
  private @Nullable NativeBudget nativeBudget; // guarded by this
  private int users; // guarded by this; of the native budget

  static ProcessMemory ofThisProcess() {
    return Objects.requireNonNull(OF_THIS_PROCESS.get());
  }

  /** Heap for tables; the largest that any of the current users asked for counts. */
  Budget openTables(long bytes) {
    tables.ask(bytes);
    return tables;
  }

  void closeTables(long bytes) {
    tables.withdraw(bytes);
  }

  /** Loads the native library, if need be. The first user's size counts: a cache cannot grow. */
  synchronized NativeBudget openNative(long bytes) {
    NativeBudget budget = nativeBudget;
    if (budget == null) {
      budget = new NativeBudget(bytes);
      nativeBudget = budget;
    } else if (budget.bytes() != bytes) {
      LOG.warn(
          "thalweg.memory.max.bytes={} is not applied: another instance in this process has set it"
              + " to {}, and all of them share it; give them the same value",
          bytes,
          budget.bytes());
    }
    users++;
    return budget;
  }

  synchronized void closeNative() {
    users--;
    if (users == 0 && nativeBudget != null) {
      nativeBudget.close();
      nativeBudget = null;
    }
  }
}
