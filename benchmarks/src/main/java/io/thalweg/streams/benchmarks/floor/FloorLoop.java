package io.thalweg.streams.benchmarks.floor;

import java.util.function.ObjLongConsumer;

/** A consumer loop; runs until it has nothing left to do or is stopped. */
interface FloorLoop extends Runnable {
  /** Any thread. */
  long progress();

  /** Any thread. */
  void stop();

  /** After the loop has ended. */
  void forEachStored(ObjLongConsumer<String> entry);
}
