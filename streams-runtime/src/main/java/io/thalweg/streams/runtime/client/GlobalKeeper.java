package io.thalweg.streams.runtime.client;

import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.runtime.exec.Exec;
import io.thalweg.streams.runtime.exec.Running;
import io.thalweg.streams.runtime.global.GlobalState;
import io.thalweg.streams.runtime.global.GlobalThread;
import io.thalweg.streams.runtime.query.LocalStore;
import io.thalweg.streams.runtime.query.QueryRouter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * Brings the global stores up before any task and takes them down after all. Safe from any thread.
 */
final class GlobalKeeper implements GlobalThread.Observer {
  private final String name;
  private final QueryRouter queries;
  private final Consumer<Throwable> onFailure;
  private final Object lock = new Object();
  private final GlobalThread thread;

  // under lock
  private @Nullable Running running;
  private boolean settled;
  private @Nullable Throwable failure;

  /**
   * @param make makes the thread with what it is to report to
   * @param onFailure told if the thread ends by an error
   */
  GlobalKeeper(
      String name,
      QueryRouter queries,
      Function<GlobalThread.Observer, GlobalThread> make,
      Consumer<Throwable> onFailure) {
    this.name = name;
    this.queries = queries;
    this.onFailure = onFailure;
    this.thread = make.apply(this);
  }

  /**
   * Starts the thread and blocks the caller until the stores are complete.
   *
   * @throws StreamsException if they cannot be loaded
   */
  void start(Exec exec, Time time) {
    synchronized (lock) {
      running = exec.start(name, thread);
    }
    try {
      time.waitObject(lock, () -> settled, Long.MAX_VALUE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StreamsException("Interrupted while the global stores were loaded", e);
    }
    Throwable cause;
    synchronized (lock) {
      cause = failure;
    }
    if (cause != null) {
      throw cause instanceof StreamsException known
          ? known
          : new StreamsException("The global stores cannot be loaded: " + cause, cause);
    }
  }

  @Override
  public void ready(GlobalState state) {
    List<LocalStore> stores = new ArrayList<>();
    for (StoreSpec spec : state.specs()) {
      stores.add(
          new LocalStore(
              spec.name(),
              GlobalState.TASK,
              spec.kind(),
              state.stores().readView(spec.name()),
              true,
              state.stores().usersOwn(spec.name())));
    }
    queries.publish(name, "RUNNING", stores);
    settle(null);
  }

  @Override
  public void ended(@Nullable Throwable error) {
    queries.remove(name);
    settle(error);
    if (error != null) {
      onFailure.accept(error);
    }
  }

  private void settle(@Nullable Throwable error) {
    synchronized (lock) {
      failure = error;
      settled = true;
      lock.notifyAll();
    }
  }

  /** Ends the thread and waits for it. */
  void stop(Duration patience) {
    Running loop;
    synchronized (lock) {
      loop = running;
    }
    if (loop != null) {
      thread.stop();
      loop.wakeUp();
      loop.join(patience);
    }
  }
}
