package io.thalweg.streams.runtime.client;

import io.thalweg.streams.KafkaStreams.State;
import io.thalweg.streams.KafkaStreams.StateListener;
import io.thalweg.streams.runtime.exec.Deadline;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state of one instance, its transitions and who is told. Safe from any thread. */
final class ClientState {
  private static final Logger LOG = LoggerFactory.getLogger(ClientState.class);

  private final String clientId;
  private final Object lock = new Object();
  // under lock; volatile to be read without
  private volatile State state = State.CREATED;
  // under lock
  private @Nullable StateListener listener;
  // under lock
  private Consumer<State> mirror = now -> {};

  ClientState(String clientId) {
    this.clientId = clientId;
  }

  State get() {
    return state;
  }

  void listen(@Nullable StateListener newListener) {
    synchronized (lock) {
      if (state != State.CREATED) {
        throw new IllegalStateException(
            "Can only set StateListener before calling start(). Current state is: " + state);
      }
      listener = newListener;
    }
  }

  void mirror(Consumer<State> newMirror) {
    synchronized (lock) {
      mirror = newMirror;
    }
  }

  /** Goes to {@code target} if that is a valid transition; returns whether it was. */
  boolean become(State target) {
    State before;
    StateListener told;
    synchronized (lock) {
      before = state;
      if (before == target || !before.isValidTransition(target)) {
        return false;
      }
      state = target;
      mirror.accept(target);
      told = listener;
      lock.notifyAll();
    }
    LOG.info("{} went from {} to {}", clientId, before, target);
    if (told != null) {
      told.onChange(target, before);
    }
    return true;
  }

  /** As {@link #become}, insisting. */
  void mustBecome(State target) {
    State before = state;
    if (!become(target)) {
      throw new IllegalStateException(
          "The client " + clientId + " cannot go from " + before + " to " + target);
    }
  }

  boolean isRunningOrRebalancing() {
    return state.isRunningOrRebalancing();
  }

  /** Blocks the caller of {@code close}; no loop waits here. */
  boolean awaitShutdown(Duration timeout, org.apache.kafka.common.utils.Time time) {
    try {
      time.waitObject(
          lock, () -> state.hasCompletedShutdown(), Deadline.after(timeout, time).atMs());
      return true;
    } catch (org.apache.kafka.common.errors.TimeoutException e) {
      return state.hasCompletedShutdown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return state.hasCompletedShutdown();
    }
  }
}
