package io.thalweg.streams.runtime.worker;

import io.thalweg.streams.ThreadMetadata;
import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.runtime.exec.Loop;
import io.thalweg.streams.runtime.exec.Mailbox;
import io.thalweg.streams.runtime.output.TaskFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop of one stream thread: commands, poll, process, punctuate, commit. One step is one round
 * of that. What the parts do is theirs; this class holds the order, the state and what happens on
 * errors. Owner: the stream thread.
 */
public final class StreamThread implements Loop {
  private static final Logger LOG = LoggerFactory.getLogger(StreamThread.class);

  private static final long RESTORING_POLL_MS = 10;

  private final String name;
  private final Mailbox<Command> mailbox;
  private final GroupClient group;
  private final Processing processing;
  private final FailurePolicy failures;
  private final Life life;

  // [stream thread]
  private boolean paused;
  private boolean leaveGroup;
  private boolean closed;

  /**
   * Where the thread's state is kept and who is told about it.
   *
   * @param afterPoll says what others want to know of the clients
   */
  record Life(StateHolder state, ThreadObserver observer, Runnable afterPoll) {}

  StreamThread(
      String name,
      Mailbox<Command> mailbox,
      GroupClient group,
      Processing processing,
      FailurePolicy failures,
      Life life) {
    this.name = name;
    this.mailbox = mailbox;
    this.group = group;
    this.processing = processing;
    this.failures = failures;
    this.life = life;
  }

  /** The thread's name, which is also its id in metrics and logs. */
  public String name() {
    return name;
  }

  /** The present state. Any thread. */
  public ThreadState state() {
    return life.state.get();
  }

  /** What the thread is doing. Any thread. */
  public ThreadMetadata metadata() {
    return new ThreadMetadataView(name, state().name(), life.state.tasks(), life.state.standbys());
  }

  /** The logged stores that it writes now. Any thread. */
  public List<StoreLog> writtenStores() {
    return life.state.written();
  }

  /** Tells the thread something. Any thread; false if it has ended. */
  public boolean tell(Command command) {
    return mailbox.offer(command);
  }

  @Override
  public boolean step(long nowMs) {
    try {
      if (state() == ThreadState.CREATED) {
        become(ThreadState.STARTING);
        group.subscribe();
      }
      mailbox.drain().forEach(this::obey);
      if (state() == ThreadState.PENDING_SHUTDOWN) {
        return !processing.shutDown(group);
      }
      round(nowMs);
      failures.succeeded();
    } catch (RuntimeException e) {
      recover(FailurePolicy.classify(e), nowMs);
    }
    return true;
  }

  private void obey(Command command) {
    if (command instanceof Command.Restored restored) {
      group.keeper().restored(restored.outcome());
    } else if (command instanceof Command.Shutdown shutdown) {
      leaveGroup = shutdown.leaveGroup();
      become(ThreadState.PENDING_SHUTDOWN);
    } else if (command instanceof Command.Pause pause) {
      paused = pause.paused();
    }
  }

  private void round(long nowMs) {
    group.keeper().advance();
    processing.poll(paused, longestPollMs());
    life.afterPoll.run();
    follow(group.takeChange());
    if (!paused) {
      processing.work(nowMs);
    }
    if (state() == ThreadState.PARTITIONS_ASSIGNED && group.settled()) {
      become(ThreadState.RUNNING);
      group.keeper().publish();
    }
  }

  /** While tasks are restored their states come back by mail, for which a poll has to end. */
  private long longestPollMs() {
    if (state() != ThreadState.PARTITIONS_ASSIGNED) {
      return Long.MAX_VALUE;
    }
    return group.settled() ? 0 : RESTORING_POLL_MS;
  }

  private void follow(@Nullable ThreadState change) {
    if (change != null) {
      become(change);
    }
    group.throwAssignmentError();
  }

  private void recover(TaskFailure failure, long nowMs) {
    if (state() == ThreadState.PENDING_SHUTDOWN && !(failure instanceof TaskFailure.Fatal)) {
      giveUpTasks(failure);
    } else if (failure instanceof TaskFailure.Retriable retriable) {
      LOG.debug("{} will try again", name, failure);
      failures.retry(retriable, nowMs);
    } else if (failure instanceof TaskFailure.Migrated) {
      LOG.warn("{} drops its tasks and rejoins the group", name, failure);
      processing.forgetTransaction(true);
      group.rejoin();
      if (state().alive() && state() != ThreadState.STARTING) {
        become(ThreadState.PARTITIONS_REVOKED);
      }
    } else if (failure instanceof TaskFailure.Aborted) {
      LOG.warn("{} replays from the committed offsets", name, failure);
      processing.forgetTransaction(false);
      group.rollback();
      awaitReopened();
    } else if (failure instanceof TaskFailure.Corrupted corrupted) {
      processing.forgetTransaction(false);
      group.rebuild(corrupted.tasks());
      awaitReopened();
    } else if (failure instanceof TaskFailure.Fatal fatal) {
      throw fatal.error();
    }
  }

  /** Tasks that had to be opened again are restored first. */
  private void awaitReopened() {
    if (state() == ThreadState.RUNNING && !group.settled()) {
      become(ThreadState.PARTITIONS_ASSIGNED);
    }
  }

  /** A clean end has failed: what is uncommitted will be read again by the next owner. */
  private void giveUpTasks(TaskFailure failure) {
    LOG.warn("{} closes its tasks without a commit", name, failure);
    processing.forgetTransaction(true);
    group.dropAll();
  }

  private void become(ThreadState target) {
    ThreadState before = state();
    if (before == target && target != ThreadState.PARTITIONS_ASSIGNED) {
      return;
    }
    if (!before.mayBecome(target)) {
      throw new IllegalStateException(name + " cannot go from " + before + " to " + target);
    }
    life.state.set(target);
    if (before != target) {
      LOG.info("{} went from {} to {}", name, before, target);
      life.observer.changed(this, before, target);
    }
  }

  private void closeAll(@Nullable Throwable cause) {
    if (cause != null) {
      LOG.error("{} failed", name, cause);
      processing.forgetTransaction(false);
      group.dropAll();
    }
    processing.close(leaveGroup);
  }

  @Override
  public void finished(@Nullable Throwable cause) {
    Throwable error = cause;
    if (state().alive()) {
      become(ThreadState.PENDING_SHUTDOWN);
    }
    if (!closed) {
      closed = true;
      try {
        closeAll(cause);
      } catch (RuntimeException e) {
        if (error == null) {
          error = new StreamsException(name + " failed to close", e);
        } else {
          error.addSuppressed(e);
        }
      }
    }
    mailbox.close();
    group.keeper().retire();
    become(ThreadState.DEAD);
    life.observer.ended(this, error);
  }
}
