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
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * Brings the global stores up before any task and takes them down after all. Safe from any thread.
 */
final class GlobalKeeper implements GlobalThread.Observer {
  private final String name;
  private final QueryRouter queries;
  private final Then then;
  private final Object lock = new Object();
  private final GlobalThread thread;

  // under lock
  private @Nullable Running running;
  private boolean settled;
  private @Nullable Throwable failure;

  /**
   * What follows, on the global thread.
   *
   * @param complete the stores are complete: tasks may be made
   * @param failed the thread ended by an error
   */
  record Then(Runnable complete, Consumer<Throwable> failed) {}

  /**
   * @param make makes the thread with what it is to report to
   */
  GlobalKeeper(
      String name,
      QueryRouter queries,
      Function<GlobalThread.Observer, GlobalThread> make,
      Then then) {
    this.name = name;
    this.queries = queries;
    this.then = then;
    this.thread = make.apply(this);
  }

  /**
   * Starts the thread and blocks the caller until the stores are complete; in a simulation, where
   * nothing happens while the caller waits, returns at once.
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
    } catch (TimeoutException e) {
      return; // the clock is a simulation's
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
    then.complete.run();
    settle(null);
  }

  @Override
  public void ended(@Nullable Throwable error) {
    queries.remove(name);
    if (error != null) {
      then.failed.accept(error);
    }
    settle(error);
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
