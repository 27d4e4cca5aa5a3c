package io.thalweg.streams.stores.layer;

import io.thalweg.streams.stores.engine.Batch;
import io.thalweg.streams.stores.engine.ByteStore;
import io.thalweg.streams.stores.engine.Keys;
import io.thalweg.streams.stores.form.Budget;
import io.thalweg.streams.stores.form.ChangelogSink;
import io.thalweg.streams.stores.form.Codec;
import io.thalweg.streams.stores.form.Expiry;
import io.thalweg.streams.stores.form.Hash;
import io.thalweg.streams.stores.form.Headed;
import io.thalweg.streams.stores.form.KeyLayout;
import io.thalweg.streams.stores.form.Packing;
import io.thalweg.streams.stores.form.StoreMark;
import io.thalweg.streams.stores.form.StoreTraits;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one store that are in memory, in front of its byte store: those changed since the
 * last commit, and as many unchanged ones as the budget allows. Reads go through it, writes stay in
 * it until {@link #writeTo}. One owner thread; others read through {@link SharedReader}.
 *
 * <p>It knows a start from which on it holds every row there is, so that rows of new windows, or of
 * a store that fits, are known to be absent without asking the engine.
 */
public final class WriteBuffer<K, V> implements RowTable<K, V> {
  private final String name;
  private final KeyLayout layout;
  private final Codec<K> keys;
  private final Codec<V> values;
  private final @Nullable Packing packing;
  private final StoreTraits traits;
  private final ByteStore rows;
  private final EntryTable<V> table;
  private final @Nullable KeyRuns<V> runs;
  private final Uncommitted<V> uncommitted;
  final Holdings<V> held;
  private final EmissionQueue<K, V> emissions;
  private final ChangeLog<V> log;
  private final @Nullable SessionRows<K, V> sessions;
  private final boolean keepsHeaders;
  private final Expiry expiry;
  private @Nullable Closings<K, V> closings; // owner; if somebody asks

  // all below: owner
  private long purgedBucket;
  private long forgottenBefore; // rows with duplicates that start before
  private int sequence;
  private long heldBeside;
  private long engineReads;
  private int generation;
  private byte @Nullable [] hashedKey;
  private int keyHash;
  private @Nullable Entry<V> located; // with hashedKey as its key, if not null
  private @Nullable Entry<V> farthest; // forgotten, but it may have set observed

  /**
   * What a buffer is made of.
   *
   * @param recordHeaders the headers of the record in hand; null if the store keeps no headers,
   *     else values are {@link Headed}
   */
  public record Parts<K, V>(
      String name,
      KeyLayout layout,
      Codec<K> keys,
      Codec<V> values,
      StoreTraits traits,
      ByteStore rows,
      Budget.Account account,
      @Nullable Supplier<Headers> recordHeaders) {}

  /**
   * Opens a buffer over rows that {@code mark} describes.
   *
   * @param empty whether it is certain that the byte store has no rows
   */
  public WriteBuffer(Parts<K, V> parts, StoreMark mark, boolean empty) {
    name = parts.name();
    layout = parts.layout();
    keys = parts.keys();
    values = parts.values();
    packing = values.packing();
    traits = parts.traits();
    rows = parts.rows();
    expiry = new Expiry(layout, traits);
    table = new EntryTable<>(layout);
    runs = traits.duplicates() ? new KeyRuns<>(layout) : null;
    uncommitted = new Uncommitted<>(table, values);
    held = new Holdings<>(table, runs, parts.account());
    emissions = new EmissionQueue<>(this);
    log = new ChangeLog<>(layout, traits, parts.recordHeaders());
    keepsHeaders = parts.recordHeaders() != null;
    sessions = layout.isSession() ? new SessionRows<>(this) : null;
    resume(mark, empty);
  }

  // ---- point access ----

  @Override
  public Row<V> locate(K key, byte @Nullable [] rawKey) {
    return entry(rawKey != null ? rawKey : keys.key(key), 0);
  }

  @Override
  public Row<V> locate(K key, byte @Nullable [] rawKey, long windowStart) {
    return entry(rawKey != null ? rawKey : keys.key(key), windowStart);
  }

  @Override
  public void update(Row<V> row, @Nullable V value, long timestamp) {
    Entry<V> entry = (Entry<V>) row;
    if (expiry.gone(entry.start)) {
      log.expired(entry, value == null ? null : values.serialize(value), timestamp);
      return;
    }
    if (entry.is(Entry.DETACHED)) {
      entry = attach(entry);
    }
    if (value == null) {
      change(entry, null, null, timestamp);
    } else if (values.keepsObjects() && traits.dedup()) {
      change(entry, value, null, timestamp);
    } else {
      byte[] raw = values.serialize(value);
      change(entry, raw != null && values.keepsObjects() ? value : null, raw, timestamp);
    }
  }

  @Override
  public boolean emitsOnFlush() {
    return traits.caching();
  }

  @Override
  public void heldBeside(long held) {
    heldBeside = held;
  }

  @Override
  public void keepOldValues(boolean keep) {
    emissions.keepOldValues(keep);
  }

  @Override
  public void drainEmissions(Emission<K, V> emission) {
    emissions.drain(emission);
  }

  @Override
  public byte[] rawKey(Row<V> row) {
    byte[] last = hashedKey;
    return row == located && last != null ? last : layout.rawKey(((Entry<V>) row).key);
  }

  void drainSessions(SessionTable.Emission<K, V> emission) {
    emissions.drain(emission);
  }

  /** The sessions, of a session store. */
  public SessionRows<K, V> sessions() {
    return Objects.requireNonNull(sessions, "not a session store");
  }

  /** The windows by key, of a window store. */
  public WindowRows<K, V> windows() {
    return new WindowRows<>(this);
  }

  /** The rows by time, of a window or session store; {@code most} of them are kept track of. */
  public ClosingRows<K, V> closings(boolean timeFirst, int most) {
    Closings<K, V> rows = closings;
    if (rows == null) {
      rows = new Closings<>(this, timeFirst, most);
      expiry.keepLonger(timeFirst && layout.isSession() ? 1 : 0); // what expires now closes next
      rows.forget(held.completeAfter() < 0 && table.count() == 0);
      closings = rows;
      holdBack(false);
    }
    return rows;
  }

  /** A row with a value, whether it has expired or not; null if there is none. */
  @Nullable Row<V> peek(byte[] engineKey, int hash) {
    Entry<V> entry = table.findRow(hash, engineKey, layout.start(engineKey));
    if (entry != null && !entry.isBlank()) {
      return entry.is(Entry.PRESENT) ? entry : null;
    }
    byte[] stored = rows.get(engineKey);
    engineReads++;
    return stored == null
        ? null
        : new FrozenRow<>(engineKey, null, plain(stored), timestampOf(stored), values);
  }

  /** All rows, in key order. */
  MergedCursor<V> cursor() {
    engineReads++;
    return new MergedCursor<>(this, uncommitted.rows(true), rows.cursor(), true);
  }

  /** The entry of a key, read from the engine if it is not here. */
  Entry<V> entry(byte[] key, long start) {
    return entry(key, start, held.completeAfter());
  }

  /**
   * As {@link #entry(byte[], long)}; with a start after {@code absentAfter} the engine has none.
   */
  Entry<V> entry(byte[] key, long start, long absentAfter) {
    int hash = hash(key, start);
    Entry<V> entry = expiry.gone(start) ? null : table.find(hash, key, start);
    if (entry == null) {
      byte[] engineKey = layout.engineKey(key, start, 0);
      if (expiry.expired(start)) {
        return detached(engineKey, hash, start);
      }
      entry = load(engineKey, hash, start, absentAfter);
    }
    entry.used();
    if (layout.isWindowed()) { // else the key is at hand anyway
      located = entry;
    }
    return entry;
  }

  /** The entry of a session; with an end after {@code absentAfter} the engine has none. */
  Entry<V> session(byte[] engineKey, int hash, long absentAfter) {
    long end = layout.start(engineKey);
    Entry<V> entry = expiry.gone(end) ? null : table.findRow(hash, engineKey, end);
    if (entry == null) {
      if (expiry.expired(end)) {
        return detached(engineKey, hash, end);
      }
      entry = load(engineKey, hash, end, absentAfter);
    }
    entry.used();
    return entry;
  }

  /** As {@link #put} for the entry of a session. */
  void putSession(byte[] engineKey, int hash, long absentAfter, @Nullable V value, long timestamp) {
    long end = layout.start(engineKey);
    if (emissions.active() || expiry.expired(end)) {
      update(session(engineKey, hash, absentAfter), value, timestamp);
      return;
    }
    Entry<V> entry = table.findRow(hash, engineKey, end);
    if (entry == null) {
      entry = new Entry<>(engineKey, hash, end, this);
      entry.set(end > absentAfter ? Entry.NOT_STORED : 0);
      insert(entry);
    }
    update(entry, value, timestamp);
  }

  /** The entry of a row that the engine has, kept from now on if there is room. */
  Entry<V> fetched(byte[] engineKey, int hash, FrozenRow<V> row) {
    long start = layout.start(engineKey);
    Entry<V> entry = table.findRow(hash, engineKey, start);
    if (entry == null) {
      entry = new Entry<>(engineKey, hash, start, this);
      entry.set(Entry.STORED | Entry.PRESENT);
      entry.timestamp = row.timestamp();
      entry.raw = row.rawValue();
      insert(entry);
    }
    return entry;
  }

  /** The rows that the engine has, whatever has become of them since. */
  MergedCursor<V> committed() {
    engineReads++;
    return new MergedCursor<>(this, FreshRows.none(), rows.cursor(), true);
  }

  /** Sets a row without reading it first, where nobody needs to know what it was. */
  public void put(byte[] key, long start, @Nullable V value, long timestamp) {
    if (traits.duplicates()) {
      append(key, start, value, null, timestamp);
      return;
    }
    if (emissions.active() || expiry.expired(start)) {
      update(entry(key, start), value, timestamp);
      return;
    }
    int hash = hash(key, start);
    Entry<V> entry = table.find(hash, key, start);
    if (entry == null) {
      entry = new Entry<>(layout.engineKey(key, start, 0), hash, start, this);
      insert(entry);
    }
    update(entry, value, timestamp);
  }

  /** Sets a row of a key that neither the engine nor the changelog has, as the caller knows. */
  public void putNew(byte[] key, V value, long timestamp) {
    int hash = hash(key, 0);
    Entry<V> entry = table.find(hash, key, 0);
    if (entry == null) {
      entry = new Entry<>(key, hash, 0, this);
      entry.set(Entry.NOT_STORED);
      insert(entry);
    }
    update(entry, value, timestamp);
  }

  /** Deletes a row; one that came and went between two commits leaves no tombstone behind. */
  public void remove(byte[] key, long timestamp) {
    Entry<V> entry = entry(key, 0);
    if (entry.is(Entry.PRESENT)) {
      boolean unseen = entry.is(Entry.NOT_STORED) && traits.dedup();
      update(entry, null, timestamp);
      if (unseen) {
        forget(entry);
      }
    }
  }

  /** The next number to tell rows apart that share all else. */
  public int nextSequence() {
    sequence = (sequence + 1) & Integer.MAX_VALUE;
    return sequence;
  }

  /**
   * Adds a row to those of its key and start.
   *
   * @param raw the serialized value if at hand
   * @return false if Kafka Streams would drop it: on disk it keeps expired rows for a while
   */
  boolean append(byte[] key, long start, @Nullable V value, byte @Nullable [] raw, long timestamp) {
    int next = nextSequence(); // also for what is not kept, so that numbers are Kafka Streams'
    byte[] engineKey = layout.engineKey(key, start, next);
    Entry<V> entry = new Entry<>(engineKey, hash(key, start), start, this);
    if (value == null) {
      log.nothing(entry, timestamp); // no row of the past is meant
      seen(start);
      return !layout.isExact() || start >= firstLive();
    }
    boolean live = !expiry.expired(start);
    if (live) { // else only the log gets it
      entry.set(Entry.NOT_STORED);
      insert(entry);
    }
    if (raw == null) {
      update(entry, value, timestamp);
    } else if (live) {
      change(entry, values.keepsObjects() ? value : null, raw, timestamp);
    } else {
      log.expired(entry, raw, timestamp);
    }
    forgetExpired();
    return layout.isExact()
        ? start >= firstLive()
        : layout.bucket(start) >= layout.bucket(firstLive() - 1);
  }

  /**
   * Takes away, every now and then, the rows with duplicates that have expired before a commit:
   * nobody will read them, and who restores from the changelog would drop them.
   */
  private void forgetExpired() {
    if (runs == null
        || !runs.outgrown(dirty().count())
        || firstLive() - forgottenBefore < traits.retentionMs() / 2
        || !traits.dedup()
        || emissions.active()) {
      return;
    }
    forgottenBefore = firstLive();
    held.forget(forgottenBefore - 1);
    uncommitted.dropDetached();
  }

  /** In memory, Kafka Streams' clock goes by rows without a value, too. */
  private void seen(long start) {
    if (layout.isExact() && start > observed()) {
      table.beginWrite();
      expiry.observe(start);
      table.endWrite();
    }
  }

  /** The row as an entry that is in no table. */
  Entry<V> copy(FrozenRow<V> row) {
    Entry<V> entry = new Entry<>(row.key, 0, layout.start(row.key), this);
    entry.object = row.value();
    entry.timestamp = row.timestamp();
    return entry;
  }

  /** The rows of a key in a span of starts, if all of them are in memory; else null. */
  @Nullable KeptRows<V> kept(byte[] key, long first, long last) {
    long from = Math.max(0, Math.max(first, firstLive()));
    if (runs == null || from <= held.completeAfter()) {
      return null;
    }
    return runs.between(key, keyHash(key), from, Math.min(last, observed()));
  }

  private Entry<V> load(byte[] engineKey, int hash, long start, long absentAfter) {
    Entry<V> entry = new Entry<>(engineKey, hash, start, this);
    byte[] stored = null;
    if (start <= absentAfter && held.mayExist(hash)) {
      stored = rows.get(engineKey);
      engineReads++;
    }
    if (stored == null) {
      entry.set(Entry.NOT_STORED);
    } else {
      entry.set(Entry.STORED | Entry.PRESENT);
      entry.timestamp = timestampOf(stored);
      entry.raw = plain(stored);
    }
    if (runs == null) {
      insert(entry);
    } else {
      entry.set(Entry.DETACHED); // rows with duplicates are added, never looked up
    }
    return entry;
  }

  private void insert(Entry<V> entry) {
    held.insert(entry, firstLive() - 1); // what is expired is useless
  }

  /** Puts an entry that was evicted between locate and update back, or finds its successor. */
  private Entry<V> attach(Entry<V> entry) {
    if (layout.isSession()) {
      return attachSession(entry);
    }
    Entry<V> current =
        traits.duplicates() ? null : table.find(entry.hash, layout.rawKey(entry.key), entry.start);
    if (current != null) {
      return current;
    }
    entry.clear(Entry.DETACHED);
    insert(entry);
    return entry;
  }

  private Entry<V> attachSession(Entry<V> entry) {
    Entry<V> current = table.findRow(entry.hash, entry.key, entry.start);
    if (current == null) {
      // not the same one: that may still be listed somewhere
      current = new Entry<>(entry.key, entry.hash, entry.start, this);
      current.set(entry.flags & (Entry.STORED | Entry.NOT_STORED | Entry.PRESENT));
      current.content(entry.kept(), entry.raw);
      insert(current);
    }
    return current;
  }

  private Entry<V> detached(byte[] engineKey, int hash, long start) {
    Entry<V> entry = new Entry<>(engineKey, hash, start, this);
    entry.set(Entry.DETACHED | Entry.NOT_STORED);
    return entry;
  }

  private void change(Entry<V> entry, @Nullable V object, byte @Nullable [] raw, long timestamp) {
    table.beginWrite();
    emissions.touch(entry);
    entry.content(object, raw);
    entry.timestamp = timestamp;
    if (!entry.is(Entry.DIRTY)) {
      uncommitted.add(entry);
    }
    entry.set(Entry.DIRTY | Entry.UNLOGGED);
    expiry.observe(entry.start);
    table.endWrite();
    int growth = entry.measure() - entry.size;
    entry.size += growth;
    held.grew(growth);
    uncommitted.changed(growth);
    emissions.grow(growth);
    log.changed(entry);
    if (closings != null) {
      closings.changed(entry);
    }
    if (layout.isSession()
        && (entry.is(Entry.NOT_STORED) || expiry.expired(entry.start))
        && !entry.is(Entry.PRESENT | Entry.EMITTED)) {
      forget(entry);
    } else if (farthest != null && entry.start == observed()) {
      farthest = null; // this one tells as much
    }
  }

  /** Takes away a session that neither engine nor changelog nor anybody downstream has seen. */
  private void forget(Entry<V> entry) {
    held.remove(entry);
    uncommitted.remove(entry);
    emissions.forgot(entry);
    if (entry.start == observed()) {
      farthest = entry;
    }
  }

  // ---- commit ----

  /** Sends what the changelog does not have yet, one record a row. */
  public void writeChangelog(TopicPartition changelog, ChangelogSink sink) {
    Entry<V> forgotten = farthest;
    if (forgotten != null && forgotten.start == observed()) {
      log.gone(forgotten); // who restores has to know how late it is
    }
    farthest = null;
    log.send(changelog, sink, uncommitted.compact());
  }

  /**
   * Adds all changed rows to the batch but those that have expired meanwhile, which nobody will
   * read unless they are still to be closed, and the expiry of old ones. Call {@link #written}
   * next.
   */
  public void writeTo(Batch batch) {
    uncommitted.writeTo(batch, rows, traits.timestamped(), firstWritten());
    long liveBucket = liveBucket();
    if (liveBucket > purgedBucket) {
      batch.deleteRange(
          rows, KeyLayout.bucketStart(purgedBucket), KeyLayout.bucketStart(liveBucket));
    }
  }

  /** Changed rows that start before have expired, and the engine does not get them. */
  private long firstWritten() {
    return closings == null ? expiry.firstKept() : Long.MIN_VALUE;
  }

  /** The batch is in the engine: everything is clean. */
  public void written() {
    // of a session that is gone what the index knows says as much
    List<Entry<V>> removed = uncommitted.committed(layout.isSession(), firstWritten());
    removed.forEach(held::drop);
    held.cleaned();
    long liveBucket = liveBucket();
    if (liveBucket > purgedBucket) {
      purgedBucket = liveBucket;
      expire();
    }
  }

  /**
   * Rows that have expired are of no use but with caching: there Kafka Streams finds them until its
   * cache is full. Here they all stay while there is room, then those that neighbours may need.
   */
  private void expire() {
    if (!emissions.active() || !held.roomy()) {
      boolean neighbours = emissions.active() && table.indexedByKey();
      held.expire(expiry.firstStored() - (neighbours ? traits.retentionMs() : 0));
    }
  }

  /** Forgets everything not committed; {@code mark} is what was committed. */
  public void rollback(StoreMark mark) {
    EntryList<V> dirty = uncommitted.compact();
    boolean all = dirty.count() > rowCount() / 2;
    for (int i = 0; i < dirty.count(); i++) {
      Entry<V> entry = dirty.at(i);
      entry.set(Entry.DETACHED);
      if (!all) {
        held.remove(entry);
      }
    }
    if (all) {
      held.clear();
    }
    uncommitted.clear();
    emissions.dropUncommitted();
    log.clear();
    farthest = null;
    resume(mark, false);
  }

  /**
   * Rows were written to the engine behind the buffer's back: what is kept may be stale.
   *
   * @param empty whether the byte store has no rows now
   */
  public void reload(StoreMark mark, boolean empty) {
    if (dirty().count() > 0) {
      throw new IllegalStateException(
          "Store " + name + " has uncommitted rows and cannot be restored");
    }
    held.clear();
    resume(mark, empty);
  }

  /** What has to be known to go on from here. */
  public StoreMark mark() {
    return new StoreMark(observed(), Math.max(purgedBucket, liveBucket()), sequence);
  }

  public void close() {
    held.close();
  }

  private void resume(StoreMark mark, boolean empty) {
    table.beginWrite();
    expiry.resume(mark.observed());
    table.endWrite();
    generation++;
    purgedBucket = mark.purgedBucket();
    forgottenBefore = firstLive();
    sequence = mark.sequence();
    held.begin(empty ? -1 : layout.isWindowed() ? observed() : 0, empty && !layout.isWindowed());
    if (closings != null) {
      closings.forget(empty);
    }
  }

  // ---- what it knows ----

  public String name() {
    return name;
  }

  public Codec<K> keys() {
    return keys;
  }

  public Codec<V> values() {
    return values;
  }

  /** Rows not committed, and what the changelog is to have beside them. */
  public long dirtyBytes() {
    return uncommitted.bytes() + log.bytes();
  }

  public int dirtyRows() {
    return dirty().live();
  }

  public long bytes() {
    return held.bytes();
  }

  public int rowCount() {
    return held.count();
  }

  public long engineReads() {
    return engineReads;
  }

  public long unemittedBytes() {
    return emissions.bytes() + heldBeside;
  }

  /** Changes whenever rows come or go otherwise than by the owner's puts: rollback, restore. */
  public int generation() {
    return generation;
  }

  /** Updates are to be emitted from now on; never if caching is off, or results come at the end. */
  public void trackEmissions() {
    holdBack(traits.caching() && closings == null);
  }

  private void holdBack(boolean on) {
    emissions.activate(on);
    expiry.hold(on);
  }

  /** Committed rows, more or less, and those not committed yet. */
  public long approximateEntries() {
    return Math.max(0, rows.approximateEntries() + uncommitted.growth(rows));
  }

  /** Bytes of a row beside its key and value. */
  int rowOverhead() {
    return table.indexedByKey() ? Entry.OVERHEAD + KeyRows.OVERHEAD : Entry.OVERHEAD;
  }

  public KeyLayout layout() {
    return layout;
  }

  /** How values are kept in 64 bits; null if they are not. */
  @Nullable Packing packing() {
    return packing;
  }

  public StoreTraits traits() {
    return traits;
  }

  /** Whether values start with headers. */
  boolean keepsHeaders() {
    return keepsHeaders;
  }

  ByteStore rows() {
    return rows;
  }

  EntryTable<V> table() {
    return table;
  }

  EntryList<V> dirty() {
    return uncommitted.list();
  }

  /** The rows not committed, in key order. */
  FreshRows<V> fresh(boolean forward) {
    return uncommitted.rows(forward);
  }

  Expiry expiry() {
    return expiry;
  }

  long observed() {
    return expiry.observed();
  }

  /** Rows that start before this are expired. */
  long firstLive() {
    return expiry.firstLive();
  }

  /** The plain value in what the engine holds. */
  byte[] plain(byte[] stored) {
    return traits.timestamped() ? Arrays.copyOfRange(stored, 8, stored.length) : stored;
  }

  long timestampOf(byte[] stored) {
    return traits.timestamped() ? Keys.getLong(stored, 0) : -1;
  }

  long completeAfter() {
    return held.completeAfter();
  }

  /** Rows with duplicates are looked for by key, others by key and start. */
  int hash(byte[] key, long start) {
    if (runs != null) {
      return keyHash(key);
    }
    return layout.isWindowed() ? Hash.with(keyHash(key), start) : Hash.of(key);
  }

  int keyHash(byte[] key) {
    if (key != hashedKey) { // hopping windows ask for one key again and again
      keyHash = Hash.of(key);
      hashedKey = key;
      located = null;
    }
    return keyHash;
  }

  /** The first bucket that may have rows which are not expired, or which expire now. */
  private long liveBucket() {
    if (!layout.isWindowed()) {
      return 0;
    }
    long kept = expiry.firstStored() - 1;
    if (closings != null && traits.caching()) {
      kept = Math.min(kept, closings.earliest()); // they stay until they were passed on
    }
    return Math.max(0, layout.bucket(kept));
  }
}
