package io.thalweg.streams.stores.engine;

import io.thalweg.streams.errors.InvalidStateStoreException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where readers ask the owner of a task for a consistent copy that they could not get themselves.
 * The owner takes the copy between two records; what remains to do is done by the reader.
 */
public final class SnapshotDesk {
  private static final long PATIENCE_MS = 5;

  private final ConcurrentLinkedQueue<Request<?>> requests = new ConcurrentLinkedQueue<>();

  /** Serves those who wait; a glance at an empty queue if nobody does. Owner only. */
  public void serve() {
    if (requests.isEmpty()) {
      return;
    }
    for (Request<?> next = requests.poll(); next != null; next = requests.poll()) {
      next.serve();
    }
  }

  /** Has the owner call {@code copy}; null if it did not get to it for a while. */
  public <T> @Nullable T ask(Supplier<Supplier<T>> copy) {
    Request<T> request = new Request<>(copy);
    requests.add(request);
    Supplier<T> rest = request.await();
    if (rest == null) {
      requests.remove(request);
      return null;
    }
    return rest.get();
  }

  private enum State {
    WAITING,
    TAKEN,
    GIVEN_UP
  }

  private static final class Request<T> {
    private final Supplier<Supplier<T>> copy;
    private final CountDownLatch done = new CountDownLatch(1);
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private volatile @Nullable Supplier<T> result;

    Request(Supplier<Supplier<T>> copy) {
      this.copy = copy;
    }

    void serve() {
      if (state.compareAndSet(State.WAITING, State.TAKEN)) {
        try {
          result = copy.get();
        } finally {
          done.countDown();
        }
      }
    }

    @Nullable Supplier<T> await() {
      try {
        if (!done.await(PATIENCE_MS, TimeUnit.MILLISECONDS)
            && !state.compareAndSet(State.WAITING, State.GIVEN_UP)) {
          done.await(); // it is being served
        }
        return result;
      } catch (InterruptedException e) {
        state.compareAndSet(State.WAITING, State.GIVEN_UP);
        throw new InvalidStateStoreException("Interrupted while waiting for a snapshot", e);
      }
    }
  }
}
