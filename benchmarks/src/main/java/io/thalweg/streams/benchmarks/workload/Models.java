package io.thalweg.streams.benchmarks.workload;

import io.thalweg.streams.benchmarks.data.InputRecord;
import io.thalweg.streams.benchmarks.data.InputTopic;
import io.thalweg.streams.benchmarks.data.InputTopic.Generator;
import io.thalweg.streams.benchmarks.data.Mix;
import io.thalweg.streams.benchmarks.data.Values;
import io.thalweg.streams.benchmarks.data.Zipf;

/** Sizes and key distributions of the workloads at scale and length 1. */
public final class Models {
  private static final int STATELESS_RECORDS = 6_000_000;
  private static final int RECORDS = 2_000_000;
  private static final int HOPPING_RECORDS = 1_000_000;
  private static final int COUNT_KEYS = 200_000;
  private static final int WINDOW_KEYS = 50_000;
  private static final int SLIDING_RECORDS = 600_000;
  private static final int SESSION_RECORDS = 2_000_000;
  private static final int CLOSERS = 64;
  private static final int TABLE_KEYS = 500_000;
  private static final int FOREIGN_KEYS = 200_000;
  private static final int SIDE_RECORDS = 1_000_000;
  private static final int SIDE_KEYS = 20_000;
  private static final int RESTORE_KEYS = 1_000_000;

  private Models() {}

  /**
   * @param size against the numbers here
   * @param base timestamp of the first record, a whole minute
   */
  public static Model create(Workload workload, Size size, long base) {
    return switch (workload) {
      case STATELESS ->
          new StatelessModel(
              input(workload, size.records(STATELESS_RECORDS), size.keys(COUNT_KEYS), base));
      case COUNT, EOS -> count(workload, size, base, false);
      case COUNT_UNCACHED -> count(workload, size, base, true);
      case REKEY_AGGREGATE -> {
        int keys = size.keys(COUNT_KEYS);
        InputTopic input = input(workload, size.records(RECORDS), keys, base);
        yield new CountModel(input, keys, key -> key - key % 10, false);
      }
      case TUMBLING -> windows(workload, RECORDS, Windows.SIZE, size, base);
      case HOPPING -> windows(workload, HOPPING_RECORDS, Windows.ADVANCE, size, base);
      case SLIDING -> new SlidingModel(visits(workload.input(), SLIDING_RECORDS, size, base));
      case SESSION -> new SessionModel(visits(workload.input(), SESSION_RECORDS, size, base));
      case SESSION_ZIPF -> {
        KeyChooser keys = zipfKeys(size.keys(WINDOW_KEYS));
        yield new SessionModel(amounts(workload.input(), RECORDS, size, keys, base));
      }
      case SUPPRESS -> {
        int keys = size.keys(WINDOW_KEYS);
        InputTopic input = amounts(workload.input(), RECORDS, size, zipfKeys(keys), base);
        long closing = base + SuppressModel.closing(size.span());
        yield new SuppressModel(closed(input, keys, closing), keys, base, closing);
      }
      case STREAM_TABLE -> {
        int keys = size.keys(TABLE_KEYS);
        yield new StreamTableModel(
            texts(workload.table(), keys, base, index -> (int) index),
            // one record in twenty finds no row, so that an inner join has something to drop
            texts(
                workload.input(),
                size.records(RECORDS),
                base + 60_000,
                index -> (int) (Mix.unit(3, index) * (keys + keys / 19.0))),
            keys);
      }
      case FOREIGN_KEY -> foreignKey(workload, size, base);
      case STREAM_STREAM -> {
        int keys = size.keys(SIDE_KEYS);
        yield new StreamStreamModel(
            side(workload.left(), size, keys, base),
            side(workload.input(), size, keys, base),
            keys);
      }
      case RESTORE ->
          new RestoreModel(
              Workload.changelog(workload.applicationId("")),
              size.records(RECORDS),
              size.keys(RESTORE_KEYS),
              base);
    };
  }

  /** Updates of random rows, then of each row once. */
  private static Model foreignKey(Workload workload, Size size, long base) {
    int keys = size.keys(FOREIGN_KEYS);
    int count = size.records(RECORDS / 2);
    InputTopic rows = texts(workload.table(), UserCode.FOREIGN_ROWS, base, index -> (int) index);
    InputTopic updates =
        texts(
            workload.input(),
            count,
            base + 60_000,
            index ->
                index < count - keys
                    ? (int) (Mix.unit(3, index) * keys)
                    : (int) (index - (count - keys)));
    Generator marked =
        index -> {
          InputRecord record = updates.record().at(index);
          if (index >= count - keys) {
            record.value()[record.value().length - 1] = UserCode.LAST;
          }
          return record;
        };
    return new ForeignKeyModel(
        rows, new InputTopic(updates.name(), false, updates.size(), marked), keys);
  }

  private static Model count(Workload workload, Size size, long base, boolean everyUpdate) {
    int keys = size.keys(COUNT_KEYS);
    InputTopic input = input(workload, size.records(RECORDS), keys, base);
    return new CountModel(input, keys, key -> key, everyUpdate);
  }

  private static Model windows(Workload workload, int records, long advance, Size size, long base) {
    int keys = size.keys(WINDOW_KEYS);
    InputTopic input = amounts(workload.input(), records, size, zipfKeys(keys), base);
    return new WindowModel(input, keys, base, advance, size.span() + Windows.JITTER);
  }

  private static InputTopic input(Workload workload, int size, int keys, long base) {
    return texts(workload.input(), size, base, zipfKeys(keys));
  }

  private static InputTopic texts(String topic, int size, long base, KeyChooser keys) {
    long seed = topic.hashCode();
    Generator record =
        index ->
            new InputRecord(keys.at(index), Values.text(Mix.at(seed, index)), base + index / 100);
    return new InputTopic(topic, false, size, record);
  }

  /** Keys come for a while and many times in it, and later again. */
  private static InputTopic visits(String topic, int records, Size size, long base) {
    int keys = size.keys(WINDOW_KEYS);
    double begun =
        (double) size.records(records) / Windows.VISIT_RECORDS * Windows.VISIT / size.span();
    KeyChooser visitors =
        index -> {
          long visit = index / Windows.VISIT_RECORDS + (long) (Mix.unit(8, index) * begun);
          return (int) (Mix.unit(9, visit) * keys);
        };
    return amounts(topic, records, size, visitors, base);
  }

  /** After all else come records enough for every partition to have one, when windows are over. */
  private static InputTopic closed(InputTopic input, int keys, long time) {
    Generator record =
        index ->
            index < input.size()
                ? input.record().at(index)
                : new InputRecord((int) (Mix.unit(8, index) * keys), Values.number(1), time);
    return new InputTopic(input.name(), false, input.size() + CLOSERS, record);
  }

  private static InputTopic amounts(
      String topic, int records, Size size, KeyChooser keys, long base) {
    int count = size.records(records);
    Generator record =
        index -> {
          long late = (long) (Mix.unit(5, index) * Windows.JITTER);
          long time = base + Windows.JITTER + index * size.span() / count - late;
          long amount = 1 + Long.remainderUnsigned(Mix.at(6, index), 1000);
          return new InputRecord(keys.at(index), Values.number(amount), time);
        };
    return new InputTopic(topic, false, count, record);
  }

  /** Keys are drawn uniformly: a frequent key would join with itself and nothing else. */
  private static InputTopic side(String topic, Size size, int keys, long base) {
    int count = size.records(SIDE_RECORDS);
    long seed = topic.hashCode();
    Generator record =
        index -> {
          long late = (long) (Mix.unit(seed + 1, index) * Windows.JITTER);
          long time = base + Windows.JITTER + index * size.span() / count - late;
          int key = (int) (Mix.unit(seed + 2, index) * keys);
          return new InputRecord(key, Values.text(Mix.at(seed, index)), time);
        };
    return new InputTopic(topic, false, count, record);
  }

  private static KeyChooser zipfKeys(int keys) {
    Zipf zipf = new Zipf(keys, 1);
    // frequent keys are spread over the key space: neighbours in rank are not neighbours in order
    return index -> (int) ((zipf.rank(Mix.unit(1, index)) * 1_000_003L + 17) % keys);
  }

  private interface KeyChooser {
    int at(long index);
  }
}
