package io.thalweg.streams.runtime.global;

import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.errors.TaskCorruptedException;
import io.thalweg.streams.processor.StateRestoreListener;
import io.thalweg.streams.runtime.exec.Loop;
import io.thalweg.streams.runtime.global.GlobalBlueprint.Feed;
import io.thalweg.streams.runtime.metrics.GlobalMetrics;
import io.thalweg.streams.runtime.restore.OffsetLookup;
import io.thalweg.streams.stores.FeedPosition;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop that keeps the global stores: loads them, tells that they are complete, and follows
 * their topics until it is stopped. Owner: the global thread.
 */
public final class GlobalThread implements Loop {
  private static final Logger LOG = LoggerFactory.getLogger(GlobalThread.class);

  private final String name;
  private final GlobalBlueprint blueprint;
  private final Sources sources;
  private final Observer observer;
  private final GlobalMetrics metrics;
  private final Settings settings;
  private final LoadEvents events;

  /** [closing thread writes, global thread reads] */
  private volatile boolean stopped;

  // [global thread]
  private Phase phase = Phase.PLANNING;
  private @Nullable GlobalState state;
  private @Nullable FeedReader reader;
  private long retryingSince = -1;
  private long committedMs;
  private boolean rebuilt;

  /** How far it has come. */
  private enum Phase {
    /** It is being found out what there is to load. */
    PLANNING,
    /** Rows are taken over as they are. */
    COPYING,
    /** Processors are given what is there. */
    REPLAYING,
    /** The stores are complete and follow their topics. */
    FOLLOWING
  }

  /** Times in milliseconds. */
  public record Settings(long pollMs, long commitIntervalMs, long retryMs) {}

  /**
   * Where state and records come from.
   *
   * @param wipe drops what is on disk
   * @param afterPoll is shown the consumer after each poll
   */
  public record Sources(
      Supplier<GlobalState> state,
      Runnable wipe,
      Supplier<Consumer<byte[], byte[]>> consumer,
      java.util.function.Consumer<Consumer<byte[], byte[]>> afterPoll,
      OffsetLookup offsets,
      Supplier<@Nullable StateRestoreListener> listener) {}

  /** Who is told. Called on the global thread. */
  public interface Observer {
    /** The stores are complete. */
    void ready(GlobalState state);

    /** The thread has ended; {@code error} is null if it was stopped. */
    void ended(@Nullable Throwable error);
  }

  public GlobalThread(
      String name,
      GlobalBlueprint blueprint,
      Sources sources,
      Observer observer,
      GlobalMetrics metrics,
      Settings settings) {
    this.name = name;
    this.blueprint = blueprint;
    this.sources = sources;
    this.observer = observer;
    this.metrics = metrics;
    this.settings = settings;
    this.events = new LoadEvents(sources.listener);
  }

  /** The name, also in metrics. */
  public String name() {
    return name;
  }

  /** Ends the loop after its present step. Any thread. */
  public void stop() {
    stopped = true;
  }

  @Override
  public boolean step(long nowMs) {
    if (stopped) {
      return false;
    }
    try {
      advance(opened(), nowMs);
      retryingSince = -1;
    } catch (TaskCorruptedException e) {
      rebuild(e);
    } catch (InvalidOffsetException e) {
      outOfRange(e);
    } catch (RetriableException e) {
      retry(e, nowMs);
    }
    return true;
  }

  private GlobalState opened() {
    GlobalState open = state;
    if (open == null) {
      open = sources.state.get();
      state = open;
      phase = Phase.PLANNING;
    }
    return open;
  }

  private FeedReader reader() {
    FeedReader made = reader;
    if (made == null) {
      made = new FeedReader(sources.consumer.get(), sources.afterPoll, sources.offsets);
      reader = made;
    }
    return made;
  }

  private void advance(GlobalState open, long nowMs) {
    FeedReader feeds = reader();
    switch (phase) {
      case PLANNING -> {
        if (feeds.plan(blueprint.feeds(), open, nowMs)) {
          beginCopying(open, feeds);
        }
      }
      case COPYING -> {
        feeds.poll(settings.pollMs, (part, records, next) -> copy(open, part, records, next));
        if (loaded(feeds, true)) {
          beginReplaying(open, feeds);
        }
      }
      case REPLAYING -> {
        follow(open, feeds, nowMs);
        if (loaded(feeds, false)) {
          complete(open, nowMs);
        }
      }
      case FOLLOWING -> follow(open, feeds, nowMs);
    }
  }

  /** Whether all there was in the topics at the start has been read, of one kind of store. */
  private static boolean loaded(FeedReader feeds, boolean copied) {
    return feeds.parts().stream()
        .filter(part -> part.feed().copied() == copied)
        .allMatch(FeedPart::isLoaded);
  }

  private void beginCopying(GlobalState open, FeedReader feeds) {
    feeds.parts().forEach(events::started);
    feeds.parts().stream().filter(FeedPart::isLoaded).forEach(events::ended);
    List<FeedPart> copied =
        feeds.parts().stream().filter(part -> part.feed().copied() && !part.isLoaded()).toList();
    if (copied.isEmpty()) {
      beginReplaying(open, feeds);
      return;
    }
    long records = copied.stream().mapToLong(part -> part.end() - part.start()).sum();
    LOG.info("{} loads {} records into global stores", name, records);
    open.stores().prepareRestore(records);
    feeds.read(copied);
    phase = Phase.COPYING;
  }

  private void copy(
      GlobalState open,
      FeedPart part,
      List<ConsumerRecord<byte[], byte[]>> records,
      FeedPosition next) {
    boolean before = part.finished();
    open.load(part.feed(), part.partition(), records, next);
    tellLoaded(part, records.size(), before);
  }

  private void tellLoaded(FeedPart part, int records, boolean before) {
    if (!before) {
      part.loaded(records);
      events.batch(part, records);
      if (part.finished()) {
        events.ended(part);
      }
    }
  }

  private void beginReplaying(GlobalState open, FeedReader feeds) {
    open.stores().restoreCompleted();
    open.start();
    feeds.read(feeds.parts());
    phase = Phase.REPLAYING;
  }

  private void complete(GlobalState open, long nowMs) {
    open.commit(nowMs);
    open.stores().asOf(nowMs);
    metrics.stores(open.stores()::measure);
    blueprint.feeds().forEach(feed -> metrics.source(feed.source()));
    open.publish();
    phase = Phase.FOLLOWING;
    LOG.info("{}: the global stores {} are complete", name, blueprint.storeNames());
    observer.ready(open);
  }

  private void follow(GlobalState open, FeedReader feeds, long nowMs) {
    // there may be nothing to wait for before the stores are complete
    long wait = phase == Phase.REPLAYING && loaded(feeds, false) ? 0 : settings.pollMs;
    feeds.poll(wait, (part, records, next) -> process(open, part, records, next, nowMs));
    if (open.relieve() || nowMs - committedMs >= settings.commitIntervalMs) {
      open.commit(nowMs);
      committedMs = nowMs;
    }
  }

  private void process(
      GlobalState open,
      FeedPart part,
      List<ConsumerRecord<byte[], byte[]>> records,
      FeedPosition next,
      long nowMs) {
    Feed feed = part.feed();
    long dropped = open.dropped();
    boolean before = part.finished();
    open.process(feed, part.partition(), records, next);
    metrics.processed(feed.source(), records.size(), open.dropped() - dropped, nowMs);
    if (!feed.copied()) {
      tellLoaded(part, records.size(), before);
    }
  }

  /** The files are damaged: while nobody reads the stores yet, they are made anew. */
  private void rebuild(TaskCorruptedException damage) {
    if (phase == Phase.FOLLOWING || rebuilt) {
      throw new StreamsException(
          "The files of the global stores are damaged; restart the application to rebuild them from"
              + " their topics",
          damage);
    }
    LOG.warn("{}: the global stores are damaged and will be loaded anew", name, damage);
    rebuilt = true;
    giveUp();
    sources.wipe.run();
  }

  /** The topic no longer has what is to be read next. */
  private void outOfRange(InvalidOffsetException e) {
    GlobalState open = opened();
    for (FeedPart part : reader().parts()) {
      if (e.partitions().contains(part.partition())) {
        open.stores().reset(part.feed().store());
      }
    }
    if (phase == Phase.FOLLOWING) {
      throw new StreamsException(
          "Global stores have fallen behind what their topics "
              + e.partitions()
              + " still have; they were dropped: restart the application to rebuild them",
          e);
    }
    LOG.warn("{}: {} have moved on while they were loaded; again", name, e.partitions());
    open.closeOperators();
    phase = Phase.PLANNING;
  }

  private void retry(RetriableException e, long nowMs) {
    LOG.debug("{} will try again", name, e);
    if (retryingSince < 0) {
      retryingSince = nowMs;
    }
    if (nowMs - retryingSince >= settings.retryMs) {
      throw new StreamsException(
          name + " gave up after retrying for task.timeout.ms=" + settings.retryMs, e);
    }
  }

  private void giveUp() {
    GlobalState open = state;
    state = null;
    if (open != null) {
      open.closeDirty();
    }
  }

  @Override
  public void finished(@Nullable Throwable cause) {
    Throwable error = cause;
    try {
      close(cause == null);
    } catch (RuntimeException e) {
      if (error == null) {
        error = e;
      } else {
        error.addSuppressed(e);
      }
    }
    observer.ended(error);
  }

  private void close(boolean clean) {
    try {
      GlobalState open = state;
      if (open != null && clean && phase == Phase.FOLLOWING) {
        open.commit(committedMs);
        open.close();
        state = null;
      }
    } finally {
      giveUp();
      Utils.closeQuietly(reader, "global consumer");
      metrics.close();
    }
  }
}
