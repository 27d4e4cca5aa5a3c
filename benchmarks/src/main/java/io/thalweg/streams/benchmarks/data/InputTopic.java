package io.thalweg.streams.benchmarks.data;

/**
 * One topic to preload.
 *
 * @param name topic name
 * @param compacted whether it is a changelog that already exists
 * @param size number of records
 * @param record the record of each index from 0 to {@code size - 1}, in the order they are produced
 */
public record InputTopic(String name, boolean compacted, long size, Generator record) {

  /** The record of an index; a pure function. */
  @FunctionalInterface
  public interface Generator {
    InputRecord at(long index);
  }
}
