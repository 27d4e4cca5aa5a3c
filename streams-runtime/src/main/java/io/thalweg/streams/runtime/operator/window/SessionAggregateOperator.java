package io.thalweg.streams.runtime.operator.window;

import io.thalweg.streams.kstream.Aggregator;
import io.thalweg.streams.kstream.Initializer;
import io.thalweg.streams.kstream.Merger;
import io.thalweg.streams.kstream.SessionWindows;
import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.kstream.internals.SessionWindow;
import io.thalweg.streams.runtime.operator.Closing;
import io.thalweg.streams.runtime.operator.Given;
import io.thalweg.streams.runtime.operator.HeldHeaders;
import io.thalweg.streams.runtime.operator.Lane;
import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.runtime.operator.RawUse;
import io.thalweg.streams.runtime.operator.TaskServices;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.SessionTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Aggregates a stream by key and session. A record joins all sessions of its key that are no
 * further away than the gap; those that were are removed, each with a tombstone downstream, before
 * the new one is written. A record is late if the session it would make ends before stream time
 * minus gap and grace. Stream time is the highest timestamp seen since the operator was made. Rows
 * have no timestamp of their own: what is passed on has the end of its session.
 */
public final class SessionAggregateOperator extends Operator {
  private static final Logger LOG = LoggerFactory.getLogger(SessionAggregateOperator.class);

  private final SessionTable<Object, Object> sessions;
  private final boolean held;
  private final HeldHeaders heldHeaders;
  private final Fold fold;
  private final long gapMs;
  private final long closedAfterMs;
  private final RawUse rawKey;
  private final Outlet outlet;
  private final Lane lane;
  private final @Nullable Closing closing;

  // [task's thread]
  private final List<Row<Object>> merged = new ArrayList<>();
  private long streamTime = -1;

  /** How values become aggregates, and several of those one. */
  public record Fold(
      Initializer<Object> initializer,
      Aggregator<Object, Object, Object> aggregator,
      Merger<Object, Object> merger) {}

  public SessionAggregateOperator(
      String name,
      OperatorContext context,
      SessionTable<Object, Object> sessions,
      Fold fold,
      SessionWindows windows,
      Lane lane,
      Operator downstream) {
    super(name, context);
    this.sessions = sessions;
    this.held = sessions.emitsOnFlush();
    this.heldHeaders = lane.heldHeaders();
    this.fold = fold;
    this.gapMs = windows.inactivityGap();
    this.closedAfterMs = windows.gracePeriodMs() + gapMs;
    this.lane = lane;
    this.closing = lane.closing();
    this.rawKey = lane.rawKey();
    this.outlet = new Outlet(downstream, lane.sendOldValues());
    sessions.keepOldValues(lane.sendOldValues());
  }

  @Override
  public void open(TaskServices services) {
    if (closing != null) {
      closing.open(services);
    }
  }

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    if (key == null) {
      LOG.warn("Skipping record due to null key. {}", context.current().position());
      context.drop();
      return;
    }
    streamTime = Math.max(streamTime, timestamp);
    add(key, value, timestamp);
    passClosed();
  }

  private boolean passClosed() {
    return closing != null && closing.passDue(streamTime);
  }

  private void add(Object key, @Nullable Object value, long timestamp) {
    byte[] given = rawKey.pick(context.current().rawKey());
    byte[] raw = given != null ? given : sessions.serialized(key);
    List<Row<Object>> near = sessions.find(key, raw, timestamp - gapMs, timestamp + gapMs);
    long start = timestamp;
    long end = timestamp;
    Object aggregate = fold.initializer.apply();
    for (int i = 0; i < near.size(); i++) {
      Row<Object> session = near.get(i);
      aggregate = fold.merger.apply(key, aggregate, Given.to(session.value()));
      start = Math.min(start, sessions.start(session));
      end = Math.max(end, sessions.end(session));
    }
    if (end < streamTime - closedAfterMs) {
      dropLate(timestamp, start, end);
      lane.passLate(key, value, timestamp);
      return;
    }
    if (start < end) {
      merged.addAll(near);
      removeMerged(key, raw, timestamp);
    }
    write(key, raw, start, end, fold.aggregator.apply(key, Given.to(value), aggregate), timestamp);
  }

  private void removeMerged(Object key, byte[] raw, long timestamp) {
    try {
      for (int i = 0; i < merged.size(); i++) {
        Row<Object> session = merged.get(i);
        Object before = session.value();
        sessions.update(session, null, timestamp);
        pass(key, raw, sessions.start(session), sessions.end(session), null, before);
      }
    } finally {
      merged.clear();
    }
  }

  private void write(
      Object key, byte[] raw, long start, long end, @Nullable Object value, long timestamp) {
    sessions.update(sessions.locate(key, raw, start, end), value, timestamp);
    pass(key, raw, start, end, value, null);
  }

  private void pass(
      Object key, byte[] raw, long start, long end, @Nullable Object now, @Nullable Object before) {
    if (closing != null) {
      return; // results come at their end
    }
    Headers headers = context.current().headers();
    boolean concerned = heldHeaders.concerns(headers);
    if (held && concerned) {
      heldHeaders.keep(raw, start, end, headers);
      sessions.heldBeside(heldHeaders.bytes());
    } else if (!held) {
      if (concerned) { // Kafka Streams passes them on with caching only
        context.current().headers(new RecordHeaders());
      }
      outlet.pass(new Windowed<>(key, new SessionWindow(start, end)), now, before, end);
      context.current().headers(headers);
    }
  }

  @Override
  public void emitPending() {
    if (held) {
      sessions.drainEmissions(
          (session, raw, now, before, timestamp) -> {
            long end = session.window().end();
            context.current().headers(heldHeaders.take(raw, session.window().start(), end));
            outlet.pass(session, now, before, end);
          });
      sessions.heldBeside(heldHeaders.bytes());
    }
  }

  @Override
  public boolean advanceStreamTime(long time) {
    streamTime = Math.max(streamTime, time);
    return passClosed();
  }

  @Override
  public void rollback() {
    streamTime = -1;
    if (closing != null) {
      closing.rollback();
    }
    heldHeaders.clear();
    sessions.heldBeside(0);
  }

  private void dropLate(long timestamp, long start, long end) {
    LOG.warn(
        "Skipping record for expired window. {} timestamp=[{}] window=[{},{}] expiration=[{}]"
            + " streamTime=[{}]",
        context.current().position(),
        timestamp,
        start,
        end,
        streamTime - closedAfterMs,
        streamTime);
    context.drop();
  }
}
