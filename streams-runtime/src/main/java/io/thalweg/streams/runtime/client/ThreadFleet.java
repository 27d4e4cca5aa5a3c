package io.thalweg.streams.runtime.client;

import io.thalweg.streams.KafkaStreams.State;
import io.thalweg.streams.ThreadMetadata;
import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.errors.StreamsUncaughtExceptionHandler;
import io.thalweg.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import io.thalweg.streams.runtime.exec.Deadline;
import io.thalweg.streams.runtime.exec.Exec;
import io.thalweg.streams.runtime.metrics.InstanceMetrics;
import io.thalweg.streams.runtime.worker.Command;
import io.thalweg.streams.runtime.worker.StoreLog;
import io.thalweg.streams.runtime.worker.StreamThread;
import io.thalweg.streams.runtime.worker.ThreadAssembly;
import io.thalweg.streams.runtime.worker.ThreadObserver;
import io.thalweg.streams.runtime.worker.ThreadState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream threads of one instance: starts them, makes the instance's state of theirs, replaces
 * or ends them when one fails. Safe from any thread; the lock is held for bookkeeping only.
 */
final class ThreadFleet implements ThreadObserver {
  private static final Logger LOG = LoggerFactory.getLogger(ThreadFleet.class);

  private final ClientState state;
  private final Exec exec;
  private final InstanceMetrics metrics;
  private final Time time;
  private final Runnable afterLast;
  private final Object lock = new Object();

  // under lock
  private final SortedMap<Integer, StreamThread> threads = new TreeMap<>();
  private @Nullable ThreadAssembly assembly;
  private StreamsUncaughtExceptionHandler handler =
      error -> StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  private State endState = State.NOT_RUNNING;
  private boolean ending;
  private boolean paused;

  /**
   * @param afterLast closes what the threads share, after the last has ended
   */
  ThreadFleet(
      ClientState state, Exec exec, InstanceMetrics metrics, Time time, Runnable afterLast) {
    this.state = state;
    this.exec = exec;
    this.metrics = metrics;
    this.time = time;
    this.afterLast = afterLast;
  }

  void handleUncaught(StreamsUncaughtExceptionHandler newHandler) {
    synchronized (lock) {
      handler = newHandler;
    }
  }

  void start(ThreadAssembly threadAssembly, int count) {
    synchronized (lock) {
      assembly = threadAssembly;
    }
    for (int i = 0; i < count; i++) {
      add();
    }
  }

  /** Starts one more thread. */
  Optional<StreamThread> add() {
    StreamThread thread;
    synchronized (lock) {
      if (assembly == null || ending) {
        return Optional.empty();
      }
      int index = 1;
      while (threads.containsKey(index)) {
        index++;
      }
      thread = assembly.make(index);
      threads.put(index, thread);
      if (paused) {
        thread.tell(new Command.Pause(true));
      }
    }
    exec.start(thread.name(), thread);
    return Optional.of(thread);
  }

  /**
   * Ends one thread, the youngest, and waits for it; a stream thread does not wait.
   *
   * @throws TimeoutException if it has not ended in time, though it will
   */
  Optional<String> remove(Duration timeout) {
    StreamThread last = null;
    for (StreamThread thread : snapshot()) {
      if (thread.state().alive()) {
        last = thread;
      }
    }
    if (last == null || !last.tell(new Command.Shutdown(true))) {
      return Optional.empty();
    }
    awaitEnd(last, timeout);
    return Optional.of(last.name());
  }

  private void awaitEnd(StreamThread thread, Duration timeout) {
    if (snapshot().stream()
        .anyMatch(other -> other.name().equals(Thread.currentThread().getName()))) {
      return;
    }
    try {
      time.waitObject(
          lock, () -> !threads.containsValue(thread), Deadline.after(timeout, time).atMs());
    } catch (TimeoutException e) {
      throw new TimeoutException(
          "Thread " + thread.name() + " did not stop in the allotted time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The names of the threads that run. */
  Set<String> names() {
    Set<String> names = new HashSet<>();
    snapshot().stream().filter(thread -> thread.state().alive()).forEach(t -> names.add(t.name()));
    return names;
  }

  /** Ends all threads; the instance then goes to {@code end}. */
  void shutDown(boolean leaveGroup, State end) {
    boolean none;
    synchronized (lock) {
      ending = true;
      endState = end;
      none = threads.isEmpty();
    }
    if (none) {
      finish();
    } else {
      tellAll(new Command.Shutdown(leaveGroup));
    }
  }

  /** Stops processing in all threads, also those to come, or goes on. */
  void pause(boolean pauses) {
    synchronized (lock) {
      paused = pauses;
      threads.values().forEach(thread -> thread.tell(new Command.Pause(pauses)));
    }
  }

  private void tellAll(Command command) {
    snapshot().forEach(thread -> thread.tell(command));
  }

  int alive() {
    return (int) snapshot().stream().filter(thread -> thread.state().alive()).count();
  }

  Set<ThreadMetadata> metadata() {
    Set<ThreadMetadata> metadata = new LinkedHashSet<>();
    snapshot().forEach(thread -> metadata.add(thread.metadata()));
    return metadata;
  }

  List<StoreLog> writtenStores() {
    return snapshot().stream().flatMap(thread -> thread.writtenStores().stream()).toList();
  }

  private List<StreamThread> snapshot() {
    synchronized (lock) {
      return new ArrayList<>(threads.values());
    }
  }

  @Override
  public void changed(StreamThread thread, ThreadState before, ThreadState now) {
    if (now == ThreadState.PARTITIONS_REVOKED || now == ThreadState.PARTITIONS_ASSIGNED) {
      state.become(State.REBALANCING);
    } else if (now == ThreadState.RUNNING) {
      runningIfAllAre();
    }
  }

  private void runningIfAllAre() {
    List<StreamThread> alive =
        snapshot().stream().filter(thread -> thread.state().alive()).toList();
    if (!alive.isEmpty() && alive.stream().allMatch(t -> t.state() == ThreadState.RUNNING)) {
      state.become(State.RUNNING);
    }
  }

  @Override
  public void ended(StreamThread thread, @Nullable Throwable error) {
    boolean last;
    synchronized (lock) {
      threads.values().remove(thread);
      lock.notifyAll(); // removers wait
    }
    if (error != null) {
      metrics.threadFailed(time.milliseconds());
      failed(thread, error);
    }
    synchronized (lock) {
      last = ending && threads.isEmpty();
    }
    if (last) {
      finish();
    } else {
      runningIfAllAre();
    }
  }

  private void failed(StreamThread thread, Throwable error) {
    StreamThreadExceptionResponse response = ask(error);
    LOG.error(
        "{} ended by an error; the uncaught exception handler says {}",
        thread.name(),
        response,
        error);
    if (response == StreamThreadExceptionResponse.REPLACE_THREAD && !(error instanceof Error)) {
      add();
    } else if (state.become(State.PENDING_ERROR)) {
      shutDown(true, State.ERROR);
    }
  }

  /** What every instance keeps whole is no longer kept: nothing can go on. */
  void globalFailed(Throwable error) {
    LOG.error(
        "The global thread ended by an error; the uncaught exception handler says {}, but the"
            + " client is shut down in any case",
        ask(error),
        error);
    if (state.become(State.PENDING_ERROR)) {
      shutDown(true, State.ERROR);
    }
  }

  private StreamThreadExceptionResponse ask(Throwable error) {
    StreamsUncaughtExceptionHandler asked;
    synchronized (lock) {
      asked = handler;
    }
    try {
      Throwable shown = error instanceof Exception ? error : new StreamsException(error);
      return asked.handle(shown);
    } catch (RuntimeException e) {
      LOG.error("The uncaught exception handler {} failed; shutting the client down", asked, e);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
  }

  private void finish() {
    State end;
    synchronized (lock) {
      end = endState;
    }
    try {
      afterLast.run();
    } finally {
      state.become(end);
    }
  }
}
