package io.thalweg.streams.runtime.restore;

import io.thalweg.streams.errors.ProcessorStateException;
import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.errors.TaskCorruptedException;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.runtime.exec.Loop;
import io.thalweg.streams.runtime.exec.Mailbox;
import io.thalweg.streams.runtime.metrics.RestoreMetrics;
import io.thalweg.streams.runtime.restore.RestoreOutcome.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores the tasks it is given, all at once, with one consumer. Owns the state of a task from the
 * submission to the outcome.
 */
final class RestoreThread implements Loop {
  private static final Logger LOG = LoggerFactory.getLogger(RestoreThread.class);
  private static final long IDLE_REST_MS =
      5_000; // woken by the mailbox; how long it was idle is told in between
  private static final long ANSWER_REST_MS = 10;

  private final String name;
  private final Mailbox<RestoreMessage> mailbox;
  private final RestoreSettings settings;
  private final OffsetLookup offsets;
  private final ChangelogReader reader;
  private final Function<RestoreRequest, TaskEvents> listeners;
  private final RestoreMetrics metrics;
  private final Time time;
  private final ProgressLog progressLog;
  // owner: the restore thread
  private final Map<TaskId, RestoringTask> tasks = new LinkedHashMap<>();
  private long lastStepEndNanos; // owner: the restore thread
  private boolean paused; // owner: the restore thread; nothing is read
  private boolean backsOff; // owner: the restore thread; no poll until a retry is due
  // written by the restore thread
  private volatile Map<TaskId, List<RestoreProgress>> progress = Map.of();

  RestoreThread(
      String name, Mailbox<RestoreMessage> mailbox, RestoreSettings settings, Collaborators with) {
    this.name = name;
    this.mailbox = mailbox;
    this.settings = settings;
    this.offsets = with.offsets();
    this.reader = with.reader();
    this.listeners = with.listeners();
    this.metrics = with.metrics();
    this.time = with.time();
    this.progressLog = new ProgressLog(name);
    this.lastStepEndNanos = time.nanoseconds();
  }

  /** What a restore thread works with; {@code reader} and {@code metrics} are its own. */
  record Collaborators(
      OffsetLookup offsets,
      ChangelogReader reader,
      Function<RestoreRequest, TaskEvents> listeners,
      RestoreMetrics metrics,
      Time time) {}

  /** How far each task is, as of the last step. Any thread. */
  Map<TaskId, List<RestoreProgress>> progress() {
    return progress;
  }

  @Override
  public boolean step(long nowMs) {
    mailbox.doneBlocking();
    reader.open(); // while the group is being joined there is time for it
    if (tasks.isEmpty() || paused) {
      metrics.idled(time.nanoseconds() - lastStepEndNanos, nowMs);
      progressLog.idle(nowMs);
    }
    for (RestoreMessage message : mailbox.drain()) {
      if (!handle(message, nowMs)) {
        return false;
      }
    }
    if (!tasks.isEmpty()) {
      if (!paused) {
        planAll(nowMs);
        readOnce(nowMs);
        endAllDone(nowMs);
      }
      keepUp(nowMs);
      publish();
    }
    lastStepEndNanos = time.nanoseconds();
    return true;
  }

  @Override
  public long restMs() {
    if (reader.reads() && !backsOff && !paused) {
      return 0; // it waits in poll
    }
    return mailbox.mayBlock() ? (tasks.isEmpty() ? IDLE_REST_MS : ANSWER_REST_MS) : 0;
  }

  @Override
  public void finished(@Nullable Throwable cause) {
    if (cause != null) {
      LOG.error("{}: restoring ends by an error; its tasks fail", name, cause);
    }
    long nowMs = time.milliseconds();
    for (RestoreMessage left : mailbox.close()) {
      if (left instanceof RestoreMessage.Submit submit) {
        take(submit, nowMs);
      }
    }
    for (RestoringTask task : List.copyOf(tasks.values())) {
      suspend(task, false);
      if (cause == null) {
        end(task, Status.CANCELLED, null, nowMs);
      } else {
        end(task, Status.FAILED, explained(task, "The restore thread " + name, cause), nowMs);
      }
    }
    publish();
    reader.close();
    metrics.close();
  }

  private boolean handle(RestoreMessage message, long nowMs) {
    if (message instanceof RestoreMessage.Submit submit) {
      take(submit, nowMs);
    } else if (message instanceof RestoreMessage.Cancel cancel) {
      RestoringTask task = tasks.get(cancel.taskId());
      if (task != null) { // else its outcome is already on the way
        suspend(task, cancel.promoted());
        end(task, Status.CANCELLED, null, nowMs);
      }
    } else if (message instanceof RestoreMessage.Pause pause) {
      pause(pause.paused());
    } else {
      return false;
    }
    return true;
  }

  private void pause(boolean pauses) {
    if (paused != pauses) {
      LOG.info("{}: restoring of {} tasks {}", name, tasks.size(), pauses ? "pauses" : "goes on");
    }
    paused = pauses;
  }

  private void take(RestoreMessage.Submit submit, long nowMs) {
    RestoreRequest request = submit.request();
    tasks.put(
        request.taskId(),
        new RestoringTask(
            request,
            submit.replyTo(),
            listeners.apply(request),
            new RetryWindow(settings.taskTimeoutMs()),
            nowMs));
  }

  private void planAll(long nowMs) {
    for (RestoringTask task : List.copyOf(tasks.values())) {
      if (task.planned()) {
        continue;
      }
      try {
        if (task.plan(offsets, nowMs)) {
          begin(task);
        }
      } catch (RuntimeException e) {
        failed(task, "Finding the offsets of its changelogs", e, nowMs);
      }
    }
  }

  private void begin(RestoringTask task) {
    task.retries().succeeded();
    LOG.info("{}: {} {}", name, task.isStandby() ? "updating standby" : "restoring", task);
    for (StoreRestore store : task.stores()) {
      task.events().started(store);
      if (store.done()) {
        store.apply(List.of(), store.end()); // an empty store, too, knows its position from now on
        task.events().ended(store);
      }
      if (!store.done() || task.isStandby()) {
        reader.add(store.changelog(), store.position(), !task.isStandby());
      }
    }
  }

  private void readOnce(long nowMs) {
    backsOff =
        tasks.values().stream().noneMatch(task -> task.planned() && task.retries().mayTry(nowMs));
    if (backsOff || !reader.reads()) {
      return;
    }
    long beganNanos = time.nanoseconds();
    long records = 0;
    try {
      boolean allPlanned = tasks.values().stream().allMatch(RestoringTask::planned);
      reader.poll(allPlanned ? settings.pollMs() : ANSWER_REST_MS);
      for (RestoringTask task : tasks.values()) {
        if (task.isFollowing()) { // no records may come for long: a poll that works is all it needs
          task.retries().succeeded();
        }
      }
    } catch (ChangelogReader.OutOfRange e) {
      startOver(e.changelogs(), nowMs);
    } catch (KafkaException e) {
      pollFailed(e, nowMs);
    }
    for (RestoringTask task : List.copyOf(tasks.values())) {
      records += applyPolled(task, nowMs);
    }
    metrics.restored(records, time.nanoseconds() - beganNanos, nowMs);
    List<RestoringTask> behind =
        tasks.values().stream().filter(task -> !task.isFollowing()).toList();
    if (behind.isEmpty()) {
      progressLog.idle(nowMs);
    } else {
      progressLog.restored(records, behind, nowMs);
    }
  }

  private long applyPolled(RestoringTask task, long nowMs) {
    long records = 0;
    for (StoreRestore store : task.stores()) {
      if (!store.done() || task.isStandby()) {
        try {
          records += applyPolled(task, store);
        } catch (RuntimeException e) {
          failed(task, "Loading " + store, e, nowMs);
          return records;
        }
      }
    }
    return records;
  }

  private long applyPolled(RestoringTask task, StoreRestore store) {
    List<ConsumerRecord<byte[], byte[]>> polled = reader.polled(store.changelog());
    int records = store.apply(polled, reader.position(store.changelog(), store.position()));
    if (task.isStandby()) {
      reader.end(store.changelog()).ifPresent(store::sawEnd);
      if (records < polled.size()) { // the rest is not committed: read it again when it is
        reader.park(store.changelog(), store.position());
      }
    }
    if (records > 0) {
      task.retries().succeeded();
      task.events().batch(store, polled.get(records - 1).offset(), records);
      if (task.request().metrics() != null) {
        task.request().metrics().restored(records, time.milliseconds());
      }
    }
    if (store.done() && !task.isStandby()) {
      reader.remove(store.changelog());
      task.events().ended(store);
    }
    return records;
  }

  private void endAllDone(long nowMs) {
    for (RestoringTask task : List.copyOf(tasks.values())) {
      if (task.done() && !task.isFollowing()) {
        try {
          if (task.isStandby()) {
            task.follow();
            LOG.info("{}: standby {} has caught up", name, task);
            continue;
          }
          task.complete();
        } catch (RuntimeException e) {
          failed(task, "Finishing the load of its stores", e, nowMs);
          continue;
        }
        end(task, Status.RESTORED, null, nowMs);
      }
    }
  }

  /** Standbys are served between polls: their readers, and how far they may go. */
  private void keepUp(long nowMs) {
    for (RestoringTask task : List.copyOf(tasks.values())) {
      if (task.isStandby()) {
        try {
          task.request().target().serveReaders();
          if (task.isFollowing() && !paused) {
            task.keepUp(offsets, nowMs);
          }
        } catch (RuntimeException e) {
          failed(task, "Keeping its stores up to date", e, nowMs);
          continue;
        }
        for (StoreRestore store : task.stores()) {
          if (!store.done()) {
            reader.unpark(store.changelog());
          }
        }
      }
    }
  }

  /** Log start or end moved past our position after it was looked up: look again. */
  private void startOver(List<TopicPartition> changelogs, long nowMs) {
    for (RestoringTask task : List.copyOf(tasks.values())) {
      for (TopicPartition log : changelogs) {
        StoreRestore store = task.store(log);
        if (store != null && task.planned()) {
          LOG.warn(
              "{}: {} of task {} is out of range; the store is dropped and read again",
              name,
              store,
              task.id());
          dropFromReader(task);
          try {
            task.request().target().reset(store.store());
            task.replan();
          } catch (RuntimeException e) {
            failed(task, "Dropping " + store, e, nowMs);
          }
        }
      }
    }
  }

  private void pollFailed(KafkaException e, long nowMs) {
    for (RestoringTask task : List.copyOf(tasks.values())) {
      if (task.planned() && (task.isStandby() || !task.done())) {
        failed(task, "Reading its changelogs", e, nowMs);
      }
    }
  }

  /** The one place that decides what an error means for a task. */
  private void failed(RestoringTask task, String doing, RuntimeException e, long nowMs) {
    if (e instanceof RetriableException && !task.retries().failed(nowMs)) {
      LOG.info("{}: {} of task {} failed and is tried again: {}", name, doing, task.id(), e + "");
      return;
    }
    boolean damaged = e instanceof TaskCorruptedException || e instanceof ProcessorStateException;
    suspend(task, false);
    end(task, damaged ? Status.CORRUPTED : Status.FAILED, explained(task, doing, e), nowMs);
  }

  private StreamsException explained(RestoringTask task, String doing, Throwable cause) {
    String hint =
        cause instanceof RetriableException
            ? "; tried for task.timeout.ms=" + settings.taskTimeoutMs() + " ms"
            : "";
    return new StreamsException(
        doing + " failed while restoring " + task + hint + ": " + cause.getMessage(),
        cause,
        task.id());
  }

  private void suspend(RestoringTask task, boolean promoted) {
    for (StoreRestore store : task.stores()) {
      if (!store.done() || task.isStandby()) {
        task.events().suspended(store, promoted);
      }
    }
  }

  private void end(
      RestoringTask task, Status status, @Nullable StreamsException cause, long nowMs) {
    dropFromReader(task);
    tasks.remove(task.id());
    reply(task, status, cause, nowMs);
  }

  private void dropFromReader(RestoringTask task) {
    for (StoreRestore store : task.stores()) {
      reader.remove(store.changelog());
    }
  }

  private void reply(
      RestoringTask task, Status status, @Nullable StreamsException cause, long nowMs) {
    LOG.info("{}: {} {}, {} records", name, status, task, task.restored());
    try {
      task.reply(status, cause, nowMs);
    } catch (RuntimeException e) {
      LOG.error("{}: nobody takes {} back; its state is closed", name, task, e);
      task.request().target().abandon();
    }
  }

  private void publish() {
    Map<TaskId, List<RestoreProgress>> now = new LinkedHashMap<>();
    for (RestoringTask task : tasks.values()) {
      now.put(task.id(), new ArrayList<>(task.progress()));
    }
    progress = now;
    int standbys = (int) tasks.values().stream().filter(RestoringTask::isStandby).count();
    metrics.tasks(tasks.size() - standbys, standbys, paused);
  }
}
