package io.thalweg.streams.runtime.operator.extra;

import io.thalweg.streams.runtime.operator.CurrentRecord;
import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.runtime.operator.TaskServices;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.RowTable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Stands above an operator that keeps a table and removes rows that have not been updated for a
 * time. It does so before it hands on a record that moves time on, so that no operator sees a row
 * that should be gone.
 *
 * <p>An index has one entry for each row, time and key, which is written when the row appears and
 * looked at when it is due: if the row was updated meanwhile, the entry moves to that time. So an
 * update costs nothing. Index and rows are committed together.
 */
public final class TimeToLiveOperator extends Operator {
  private static final byte[] NOTHING = {0};
  private static final int BATCH = 1000;

  private final Table table;
  private final String indexStore;
  private final long millis;

  // [task's thread]
  private @Nullable KeyValueStore<Bytes, byte[]> index;
  private long streamTime = -1;
  private long nextDue;

  /**
   * The table whose rows are removed.
   *
   * @param keys reads serialized keys
   * @param operator keeps the rows
   * @param below gets to know of removals, unless the rows hold them back for a flush
   */
  public record Table(
      RowTable<Object, Object> rows,
      Function<byte[], Object> keys,
      Operator operator,
      Operator below,
      boolean sendOldValues) {}

  public TimeToLiveOperator(
      String name, OperatorContext context, Table table, String indexStore, long millis) {
    super(name, context);
    this.table = table;
    this.indexStore = indexStore;
    this.millis = millis;
  }

  @Override
  @SuppressWarnings("unchecked") // the plan made it so
  public void open(TaskServices services) {
    index = (KeyValueStore<Bytes, byte[]>) services.store(indexStore);
  }

  @Override
  public void rollback() {
    streamTime = -1;
    nextDue = 0;
  }

  /** A row before a record is handed on. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Before(Object key, byte[] raw, boolean there, long timestamp) {}

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    observe(timestamp);
    Before before = before(key);
    table.operator.accept(key, value, timestamp);
    after(before);
  }

  @Override
  protected void change(
      @Nullable Object key, @Nullable Object newValue, @Nullable Object oldValue, long timestamp) {
    observe(timestamp);
    Before before = before(key);
    table.operator.acceptChange(key, newValue, oldValue, timestamp);
    after(before);
  }

  @Override
  public boolean advanceStreamTime(long time) {
    return observe(time);
  }

  private boolean observe(long timestamp) {
    streamTime = Math.max(streamTime, timestamp);
    return streamTime >= nextDue && removeDue() > 0;
  }

  private @Nullable Before before(@Nullable Object key) {
    if (key == null) {
      return null;
    }
    Row<Object> row = table.rows.locate(key, null);
    boolean there = row.value() != null;
    long timestamp = row.timestamp();
    return new Before(key, table.rows.rawKey(row), there, timestamp);
  }

  private void after(@Nullable Before before) {
    if (before == null) {
      return;
    }
    Row<Object> row = table.rows.locate(before.key, before.raw);
    if (row.value() != null && (!before.there || row.timestamp() < before.timestamp)) {
      remember(row.timestamp(), before.raw);
      if (streamTime >= nextDue) {
        removeDue();
      }
    }
  }

  private void remember(long timestamp, byte[] raw) {
    index().put(entry(timestamp, raw), NOTHING);
    nextDue = Math.min(nextDue, timestamp + millis);
  }

  private KeyValueStore<Bytes, byte[]> index() {
    if (index == null) {
      throw new IllegalStateException("Operator " + name() + " has not been opened");
    }
    return index;
  }

  /** Removes what is due, and finds out when to look again. */
  private int removeDue() {
    int removed = 0;
    List<Bytes> due = due();
    while (!due.isEmpty()) {
      for (Bytes entry : due) {
        removed += settle(entry) ? 1 : 0;
      }
      due = due();
    }
    return removed;
  }

  private List<Bytes> due() {
    List<Bytes> due = new ArrayList<>();
    nextDue = Long.MAX_VALUE;
    try (KeyValueIterator<Bytes, byte[]> entries = index().all()) {
      while (entries.hasNext() && due.size() < BATCH) {
        Bytes entry = entries.next().key;
        long time = ByteBuffer.wrap(entry.get()).getLong() + millis;
        if (time > streamTime) {
          nextDue = time;
          break;
        }
        due.add(entry);
      }
    }
    return due;
  }

  /** Removes the row of an entry that is due, or moves the entry if the row was updated since. */
  private boolean settle(Bytes entry) {
    index().delete(entry);
    ByteBuffer bytes = ByteBuffer.wrap(entry.get());
    long indexed = bytes.getLong();
    byte[] raw = new byte[bytes.remaining()];
    bytes.get(raw);
    Object key = table.keys.apply(raw);
    Row<Object> row = table.rows.locate(key, raw);
    Object value = row.value();
    if (value == null) {
      return false;
    }
    long timestamp = row.timestamp();
    if (timestamp > indexed && timestamp + millis > streamTime) {
      remember(timestamp, raw);
      return false;
    }
    long gone = timestamp + millis;
    table.rows.update(row, null, gone);
    if (!table.rows.emitsOnFlush()) {
      tell(key, raw, value, gone);
    }
    return true;
  }

  private void tell(Object key, byte[] raw, Object value, long timestamp) {
    CurrentRecord current = context.current();
    Headers headers = current.headers();
    byte[] keyBefore = current.rawKey();
    byte[] valueBefore = current.rawValue();
    current.headers(new RecordHeaders());
    current.raw(raw, null);
    table.below.acceptChange(key, null, table.sendOldValues ? value : null, timestamp);
    current.raw(keyBefore, valueBefore);
    current.headers(headers);
  }

  private static Bytes entry(long timestamp, byte[] raw) {
    return Bytes.wrap(
        ByteBuffer.allocate(Long.BYTES + raw.length).putLong(timestamp).put(raw).array());
  }
}
