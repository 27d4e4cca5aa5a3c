package io.thalweg.streams.runtime.restore;

import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.processor.StandbyUpdateListener;
import io.thalweg.streams.processor.StateRestoreListener;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.runtime.exec.Exec;
import io.thalweg.streams.runtime.exec.Mailbox;
import io.thalweg.streams.runtime.exec.Running;
import io.thalweg.streams.runtime.metrics.ClientIds;
import io.thalweg.streams.runtime.metrics.InstanceMetrics;
import io.thalweg.streams.runtime.restore.RestoreOutcome.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * Restores states on its own threads. A state given with {@link #submit} belongs to the service
 * until its one {@link RestoreOutcome} arrives. Safe from any thread.
 */
public final class RestoreService {
  /** More than the messages of any assignment: a submission and a cancellation per task. */
  private static final int MAILBOX_CAPACITY = 100_000;

  private final List<Worker> workers = new ArrayList<>();
  private final Map<TaskId, Worker> placed = new HashMap<>(); // guarded by itself

  /**
   * Kafka as the service sees it.
   *
   * @param consumers makes the consumer of that client id, without group and automatic reset of
   *     offsets; called on the restore thread
   */
  public record Clients(
      Function<String, org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> consumers,
      ClientIds ids,
      OffsetLookup offsets) {}

  /**
   * The user's listeners, each given at the time of a call; null if there is none.
   *
   * @param restore told of active tasks
   * @param standby told of standbys
   */
  public record UserListeners(
      Supplier<@Nullable StateRestoreListener> restore,
      Supplier<@Nullable StandbyUpdateListener> standby) {
    private TaskEvents of(RestoreRequest request) {
      return request.role() == RestoreRequest.Role.STANDBY
          ? new StandbyListeners(standby, request.taskId())
          : new Listeners(restore);
    }
  }

  private static final class Worker {
    private final String name;
    private final Mailbox<RestoreMessage> mailbox;
    private final RestoreThread loop;
    private final AtomicReference<@Nullable Running> running;
    private int tasks; // guarded by placed

    Worker(
        String name,
        Mailbox<RestoreMessage> mailbox,
        RestoreThread loop,
        AtomicReference<@Nullable Running> running) {
      this.name = name;
      this.mailbox = mailbox;
      this.loop = loop;
      this.running = running;
    }
  }

  /** Makes the consumers and loops; nothing runs yet. */
  public RestoreService(
      RestoreSettings settings,
      Clients clients,
      UserListeners listeners,
      InstanceMetrics metrics,
      Time time) {
    for (int number = 1; number <= settings.threads(); number++) {
      String name = settings.threadName(number);
      AtomicReference<@Nullable Running> running = new AtomicReference<>();
      Mailbox<RestoreMessage> mailbox =
          new Mailbox<>(name, MAILBOX_CAPACITY, () -> wakeUp(running.get()));
      RestoreThread loop =
          new RestoreThread(
              name,
              mailbox,
              settings,
              new RestoreThread.Collaborators(
                  clients.offsets(),
                  reader(clients, settings.consumerId(number)),
                  listeners::of,
                  metrics.restoreThread(name),
                  time));
      workers.add(new Worker(name, mailbox, loop, running));
    }
  }

  private static ChangelogReader reader(Clients clients, String consumerId) {
    return new ChangelogReader(
        () -> clients.consumers().apply(consumerId),
        consumer -> clients.ids().answer(consumerId, consumer::clientInstanceId));
  }

  /** Starts the threads. Once. */
  public void start(Exec exec) {
    for (Worker worker : workers) {
      worker.running.set(exec.start(worker.name, worker.loop));
    }
  }

  /**
   * Gives a state away to be restored.
   *
   * @param replyTo gets the outcome, once, usually on a restore thread: should only post it to the
   *     submitter's mailbox. If it throws, nobody owns the state and the service closes it
   * @throws IllegalStateException if the task was submitted and its outcome has not come
   */
  public void submit(RestoreRequest request, Consumer<RestoreOutcome> replyTo) {
    Worker worker = place(request.taskId());
    Consumer<RestoreOutcome> leave =
        outcome -> {
          unplace(request.taskId(), worker);
          replyTo.accept(outcome);
        };
    if (!worker.mailbox.offer(new RestoreMessage.Submit(request, leave))) {
      leave.accept(
          new RestoreOutcome(
              request,
              Status.FAILED,
              0,
              0,
              new StreamsException(
                  "Restore thread "
                      + worker.name
                      + " has ended or is overloaded and cannot restore task "
                      + request.taskId()
                      + "; see its last log lines for the cause",
                  request.taskId())));
    }
  }

  /**
   * Asks for a state back. Its outcome comes as for every submission: {@code CANCELLED}, or how it
   * ended just before. Nothing happens if the task is not here.
   */
  public void cancel(TaskId taskId) {
    cancel(taskId, false);
  }

  /** As {@link #cancel}, for a standby whose task becomes active here. */
  public void promote(TaskId taskId) {
    cancel(taskId, true);
  }

  private void cancel(TaskId taskId, boolean promoted) {
    Worker worker;
    synchronized (placed) {
      worker = placed.get(taskId);
    }
    if (worker != null) {
      worker.mailbox.offer(new RestoreMessage.Cancel(taskId, promoted));
    }
  }

  /** Stops reading for all tasks, also those to come, or goes on. */
  public void pause(boolean paused) {
    for (Worker worker : workers) {
      worker.mailbox.offer(new RestoreMessage.Pause(paused));
    }
  }

  /** How far each store of each task is that the service owns. */
  public Map<TaskId, List<RestoreProgress>> progress() {
    Map<TaskId, List<RestoreProgress>> all = new LinkedHashMap<>();
    for (Worker worker : workers) {
      all.putAll(worker.loop.progress());
    }
    return all;
  }

  /** Changelog offsets a task is still to read; 0 if it is not here. */
  public long remaining(TaskId taskId) {
    Worker worker;
    synchronized (placed) {
      worker = placed.get(taskId);
    }
    return worker == null
        ? 0
        : worker.loop.progress().getOrDefault(taskId, List.of()).stream()
            .mapToLong(RestoreProgress::remaining)
            .sum();
  }

  /** Lets the threads end after giving all states back as {@code CANCELLED}. Does not wait. */
  public void shutdown() {
    for (Worker worker : workers) {
      worker.mailbox.offer(new RestoreMessage.Stop());
    }
  }

  /** Waits for the threads; returns whether all have ended in time. */
  public boolean join(Duration timeout, Time time) {
    long deadlineMs = time.milliseconds() + timeout.toMillis();
    boolean ended = true;
    for (Worker worker : workers) {
      Running running = worker.running.get();
      long leftMs = Math.max(0, deadlineMs - time.milliseconds());
      ended &= running == null || running.join(Duration.ofMillis(leftMs));
    }
    return ended;
  }

  private Worker place(TaskId taskId) {
    synchronized (placed) {
      if (placed.containsKey(taskId)) {
        throw new IllegalStateException(
            "Task " + taskId + " is being restored already; its outcome must come first");
      }
      Worker least = workers.get(0);
      for (Worker worker : workers) {
        if (worker.tasks < least.tasks) {
          least = worker;
        }
      }
      placed.put(taskId, least);
      least.tasks++;
      return least;
    }
  }

  private void unplace(TaskId taskId, Worker worker) {
    synchronized (placed) {
      worker.tasks--;
      placed.remove(taskId, worker);
    }
  }

  private static void wakeUp(@Nullable Running running) {
    if (running != null) {
      running.wakeUp();
    }
  }
}
