package io.thalweg.streams.plan;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.kstream.Aggregator;
import io.thalweg.streams.kstream.EmitStrategy;
import io.thalweg.streams.kstream.ForeachAction;
import io.thalweg.streams.kstream.Initializer;
import io.thalweg.streams.kstream.KeyValueMapper;
import io.thalweg.streams.kstream.Merger;
import io.thalweg.streams.kstream.Predicate;
import io.thalweg.streams.kstream.Reducer;
import io.thalweg.streams.kstream.SessionWindows;
import io.thalweg.streams.kstream.SlidingWindows;
import io.thalweg.streams.kstream.ValueJoiner;
import io.thalweg.streams.kstream.ValueJoinerWithKey;
import io.thalweg.streams.kstream.ValueMapperWithKey;
import io.thalweg.streams.kstream.ValueTransformerWithKeySupplier;
import io.thalweg.streams.kstream.Windows;
import io.thalweg.streams.kstream.internals.SuppressedBuffer;
import io.thalweg.streams.processor.api.FixedKeyProcessorSupplier;
import io.thalweg.streams.processor.api.ProcessorSupplier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator does. Types are erased to {@code Object} here: the DSL has checked them, and the
 * engine has one code path for all.
 *
 * <p>Table operators pass on changes (new and old value). {@code sendOldValues} says whether
 * something downstream needs the old value; without it the old value is passed on as null.
 */
public sealed interface OperatorSpec {

  /** The same operator passing on old values, if it is one that can know them. */
  default OperatorSpec withOldValues() {
    return this;
  }

  // --- streams ---

  /** Passes on records for which {@code predicate} answers {@code !negate}. */
  record Filter(Predicate<Object, Object> predicate, boolean negate) implements OperatorSpec {}

  /** Replaces key and value. */
  record MapPair(KeyValueMapper<Object, Object, KeyValue<Object, Object>> mapper)
      implements OperatorSpec {}

  /** Replaces the value. */
  record MapValues(ValueMapperWithKey<Object, Object, Object> mapper) implements OperatorSpec {}

  /** Replaces a record with any number of records. */
  record FlatMapPairs(
      KeyValueMapper<Object, Object, Iterable<? extends KeyValue<Object, Object>>> mapper)
      implements OperatorSpec {}

  /** Replaces a value with any number of values. */
  record FlatMapValues(ValueMapperWithKey<Object, Object, Iterable<Object>> mapper)
      implements OperatorSpec {}

  /** Replaces the key. */
  record SelectKey(KeyValueMapper<Object, Object, Object> mapper) implements OperatorSpec {}

  /** Calls {@code action}; passes the record on unless it is the last step ({@code foreach}). */
  record Peek(ForeachAction<Object, Object> action, boolean forwards) implements OperatorSpec {}

  /** Passes records on unchanged (merge, branch). */
  record PassThrough() implements OperatorSpec {}

  /**
   * Sends each record to the child named by the first arm that takes it; if none does, drops it.
   */
  record Branch(List<Arm> arms) implements OperatorSpec {
    public Branch {
      arms = List.copyOf(arms);
    }

    /**
     * One way out.
     *
     * @param predicate null takes every record
     * @param child name of the node below, a {@link PassThrough}
     */
    public record Arm(@Nullable Predicate<Object, Object> predicate, String child) {}
  }

  /** Drops records with a null key before they go to a repartition topic, unless it takes them. */
  record RepartitionFilter(boolean takesNullKeys) implements OperatorSpec {}

  /**
   * Joins a stream record with the table row of its key at that moment. {@code tableNode} names the
   * operator that makes the table; a filter or mapping without a store of its own is read through
   * to the next table upstream that has one.
   */
  record StreamTableJoin(
      String tableNode, ValueJoinerWithKey<Object, Object, Object, Object> joiner, boolean left)
      implements OperatorSpec {}

  /**
   * As {@link StreamTableJoin}, but records wait in a buffer until the grace period has passed, and
   * are joined in order of their time with the row that was valid then.
   */
  record StreamTableGraceJoin(
      String tableNode,
      ValueJoinerWithKey<Object, Object, Object, Object> joiner,
      boolean left,
      String buffer,
      long graceMs)
      implements OperatorSpec {}

  // --- stream-stream joins ---

  /** Keeps the records of one side of a join for the other side to find, and passes them on. */
  record KeepForJoin(String store) implements OperatorSpec {}

  /**
   * Joins each record of one side with those that the other side has kept near its time.
   *
   * @param left whether the records are the left side's
   * @param otherStore where the other side's records are kept
   * @param unmatched null if records without a partner make no result
   */
  record StreamJoin(
      boolean left,
      String otherStore,
      JoinSpan span,
      ValueJoinerWithKey<Object, Object, Object, Object> joiner,
      @Nullable Unmatched unmatched)
      implements OperatorSpec {}

  /** Joins the records of a stream with each other, and each with itself. */
  record StreamSelfJoin(
      String store, JoinSpan span, ValueJoinerWithKey<Object, Object, Object, Object> joiner)
      implements OperatorSpec {}

  /**
   * When records are near each other, in milliseconds: the right one is at most {@code beforeMs}
   * before the left one and at most {@code afterMs} after it. Either may be negative.
   */
  record JoinSpan(long beforeMs, long afterMs, long graceMs) {}

  /**
   * What becomes of records without a partner.
   *
   * @param buffer the store in which they wait for one until their window has closed
   * @param leftStore where the left side's records are kept; its serdes are the buffer's, too
   * @param rightStore the right side's
   * @param rights whether those of the right side make results, too
   */
  record Unmatched(String buffer, String leftStore, String rightStore, boolean rights) {}

  /** Aggregates by key. */
  record StreamAggregate(
      String store,
      Initializer<Object> initializer,
      Aggregator<Object, Object, Object> aggregator,
      boolean sendOldValues)
      implements OperatorSpec {
    @Override
    public OperatorSpec withOldValues() {
      return new StreamAggregate(store, initializer, aggregator, true);
    }
  }

  /** Combines values by key; the first value stands as it is. */
  record StreamReduce(String store, Reducer<Object> reducer, boolean sendOldValues)
      implements OperatorSpec {
    @Override
    public OperatorSpec withOldValues() {
      return new StreamReduce(store, reducer, true);
    }
  }

  // --- windows ---

  /**
   * Aggregates by key and time window; the output key is {@code Windowed}. The initializer of a
   * reduction makes null.
   */
  record WindowAggregate(
      String store,
      Windows<?> windows,
      EmitStrategy emitStrategy,
      Initializer<Object> initializer,
      Aggregator<Object, Object, Object> aggregator,
      boolean sendOldValues)
      implements OperatorSpec {
    @Override
    public OperatorSpec withOldValues() {
      return new WindowAggregate(store, windows, emitStrategy, initializer, aggregator, true);
    }
  }

  /** As {@link WindowAggregate} by sliding window. */
  record SlidingAggregate(
      String store,
      SlidingWindows windows,
      EmitStrategy emitStrategy,
      Initializer<Object> initializer,
      Aggregator<Object, Object, Object> aggregator,
      boolean sendOldValues)
      implements OperatorSpec {
    @Override
    public OperatorSpec withOldValues() {
      return new SlidingAggregate(store, windows, emitStrategy, initializer, aggregator, true);
    }
  }

  /** As {@link WindowAggregate} by session. */
  record SessionAggregate(
      String store,
      SessionWindows windows,
      EmitStrategy emitStrategy,
      Merging fold,
      boolean sendOldValues)
      implements OperatorSpec {
    @Override
    public OperatorSpec withOldValues() {
      return new SessionAggregate(store, windows, emitStrategy, fold, true);
    }

    /** How sessions are aggregated. */
    public record Merging(
        Initializer<Object> initializer,
        Aggregator<Object, Object, Object> aggregator,
        Merger<Object, Object> merger) {}
  }

  /**
   * Holds table changes back.
   *
   * @param store the buffer
   * @param waitMs how long an update waits, in ms of stream time; until windows close, their grace
   * @param untilWindowCloses whether an update waits from the end of its window on, and deletions
   *     are not passed on; else from its timestamp
   */
  record Suppress(
      String store,
      long waitMs,
      boolean untilWindowCloses,
      SuppressedBuffer<?> buffer,
      boolean sendOldValues)
      implements OperatorSpec {
    @Override
    public OperatorSpec withOldValues() {
      return new Suppress(store, waitMs, untilWindowCloses, buffer, true);
    }
  }

  // --- user code ---

  /** User code that may forward anything. */
  record UserProcess(ProcessorSupplier<Object, Object, Object, Object> supplier)
      implements OperatorSpec {}

  /** User code that forwards other values for the same key. */
  record UserProcessValues(FixedKeyProcessorSupplier<Object, Object, Object> supplier)
      implements OperatorSpec {}

  // --- tables ---

  /**
   * Turns a stream of updates into a table. {@code store} is null if nothing needs the table
   * materialized.
   */
  record TableSource(@Nullable String store, boolean sendOldValues) implements OperatorSpec {
    @Override
    public OperatorSpec withOldValues() {
      return new TableSource(store, true);
    }
  }

  /** A table that follows from another row by row. */
  sealed interface DerivedTable extends OperatorSpec {
    /** Where its rows are kept, null if nowhere. */
    @Nullable String store();

    /** Whether it has versions if the table before it has: not if it was materialized. */
    boolean inheritsVersions();
  }

  /** Keeps rows for which {@code predicate} answers {@code !negate}; others become tombstones. */
  record TableFilter(
      Predicate<Object, Object> predicate,
      boolean negate,
      @Nullable String store,
      boolean inheritsVersions,
      boolean sendOldValues)
      implements DerivedTable {
    @Override
    public OperatorSpec withOldValues() {
      return new TableFilter(predicate, negate, store, inheritsVersions, true);
    }
  }

  /** Replaces the value of each row. */
  record TableMapValues(
      ValueMapperWithKey<Object, Object, Object> mapper,
      @Nullable String store,
      boolean inheritsVersions,
      boolean sendOldValues)
      implements DerivedTable {
    @Override
    public OperatorSpec withOldValues() {
      return new TableMapValues(mapper, store, inheritsVersions, true);
    }
  }

  /** Turns table changes into stream records with the new value. */
  record TableToStream() implements OperatorSpec {}

  // --- foreign-key joins ---

  /** One of the operators that make a foreign-key join. */
  record ForeignKeyPart(ForeignKeyJoin join, ForeignKeyJoin.Role role) implements OperatorSpec {}

  // --- global tables and stores ---

  /** Keeps the updates of a topic in a global store. */
  record GlobalTable(String store) implements OperatorSpec {}

  /**
   * Joins a stream record with the row of a global store under the key that {@code selector} makes
   * of the record.
   */
  record GlobalTableJoin(
      String store,
      KeyValueMapper<Object, Object, Object> selector,
      ValueJoinerWithKey<Object, Object, Object, Object> joiner,
      boolean left)
      implements OperatorSpec {}

  // --- tables: other keys ---

  /**
   * Gives changes of a table other keys, on the way to a repartition topic that carries changes.
   *
   * @param selector null, or a pair with a null, leaves the row out
   */
  record TableRegroup(KeyValueMapper<Object, Object, KeyValue<Object, Object>> selector)
      implements OperatorSpec {}

  /** Aggregates the rows of a table by their new keys: takes old values out, adds new ones. */
  record TableAggregate(
      String store,
      Initializer<Object> initializer,
      Aggregator<Object, Object, Object> adder,
      Aggregator<Object, Object, Object> subtractor,
      boolean sendOldValues)
      implements OperatorSpec {
    @Override
    public OperatorSpec withOldValues() {
      return new TableAggregate(store, initializer, adder, subtractor, true);
    }
  }

  /** As {@link TableAggregate} with reducers; the first value stands as it is. */
  record TableReduce(
      String store, Reducer<Object> adder, Reducer<Object> subtractor, boolean sendOldValues)
      implements OperatorSpec {
    @Override
    public OperatorSpec withOldValues() {
      return new TableReduce(store, adder, subtractor, true);
    }
  }

  // --- tables: joins ---

  /**
   * Which rows a join of two tables by key has.
   *
   * @param left the node that makes the left table
   * @param right the node that makes the right table
   * @param rightOptional whether a left row without a right one makes a row (left and outer joins)
   * @param leftOptional the same the other way round (outer joins)
   */
  record TableJoin(
      String left,
      String right,
      ValueJoiner<Object, Object, Object> joiner,
      boolean rightOptional,
      boolean leftOptional) {}

  /** Joins changes of one of the two tables with the rows of the other. */
  record TableJoinSide(TableJoin join, boolean fromLeft, boolean sendOldValues)
      implements OperatorSpec {
    @Override
    public OperatorSpec withOldValues() {
      return new TableJoinSide(join, fromLeft, true);
    }
  }

  /** The result of both sides of a join. {@code store} is null if it is not kept. */
  record TableMerge(TableJoin join, @Nullable String store, boolean sendOldValues)
      implements OperatorSpec {
    @Override
    public OperatorSpec withOldValues() {
      return new TableMerge(join, store, true);
    }
  }

  // --- tables: user code ---

  /** Replaces values, null ones as well, by what transformers with state make of them. */
  record TableTransformValues(
      ValueTransformerWithKeySupplier<Object, Object, Object> supplier,
      @Nullable String store,
      boolean inheritsVersions,
      boolean sendOldValues)
      implements DerivedTable {
    @Override
    public OperatorSpec withOldValues() {
      return new TableTransformValues(supplier, store, inheritsVersions, true);
    }
  }

  // --- what Kafka Streams has not ---

  /**
   * Passes on the first record of each id and drops those with the same id whose time is less than
   * {@code windowMs} away. The store has a row for each id and bucket of {@code windowMs}, with the
   * time of the record that was passed on. A null id is never a duplicate.
   */
  record Deduplicate(String store, KeyValueMapper<Object, Object, Object> id, long windowMs)
      implements OperatorSpec {}

  /**
   * Stands above an operator that keeps a table and removes rows that were not updated for {@code
   * millis} of stream time; the removal goes to what is below the table.
   *
   * @param table the operator that keeps the table
   * @param store its store
   * @param index a store of the table's keys by time
   */
  record TimeToLive(String table, String store, String index, long millis, boolean sendOldValues)
      implements OperatorSpec {}

  /**
   * The way of records that the windowed aggregation above has dropped since their window was
   * closed. Nothing else that the aggregation passes on goes here.
   */
  record LateRecords() implements OperatorSpec {}
}
