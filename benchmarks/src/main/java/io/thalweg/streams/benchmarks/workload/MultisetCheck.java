package io.thalweg.streams.benchmarks.workload;

import io.thalweg.streams.benchmarks.data.Mix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every expected record and no other, in any order: number and order-free checksum must agree. */
final class MultisetCheck implements Check {
  private final Multiset expected;
  private final Multiset seen = new Multiset();

  MultisetCheck(Multiset expected) {
    this.expected = expected;
  }

  @Override
  public void accept(byte[] key, byte @Nullable [] value) {
    seen.add(key, value == null ? new byte[0] : value);
  }

  @Override
  public List<String> problems() {
    if (seen.count != expected.count) {
      return List.of("expected " + expected.count + " records, found " + seen.count);
    }
    return seen.sum == expected.sum
        ? List.of()
        : List.of("all " + seen.count + " records are there, but their contents differ");
  }

  /** A bag of key/value pairs, known by size and checksum. */
  static final class Multiset {
    private long count;
    private long sum;

    void add(byte[] key, byte[] value) {
      count++;
      sum += Mix.hash(key, value);
    }

    long count() {
      return count;
    }

    long sum() {
      return sum;
    }
  }
}
