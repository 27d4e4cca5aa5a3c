package io.thalweg.streams.testing.memory;

import java.util.function.IntUnaryOperator;
import org.apache.kafka.common.KafkaException;

/** What connects the clients of one instance with the cluster, until it is cut. */
public final class Wire {
  private final IntUnaryOperator fetchSizes;
  private boolean cut;

  /**
   * A wire.
   *
   * @param fetchSizes how many records a fetch of at most so many brings
   */
  public Wire(IntUnaryOperator fetchSizes) {
    this.fetchSizes = fetchSizes;
  }

  /** A wire that brings all there is. */
  public static Wire whole() {
    return new Wire(IntUnaryOperator.identity());
  }

  /** From now on nothing gets through, as if the process was killed. */
  public void cut() {
    cut = true;
  }

  int fetchSize(int most) {
    return fetchSizes.applyAsInt(most);
  }

  boolean isCut() {
    return cut;
  }

  void check() {
    if (cut) {
      throw new KafkaException("This instance has crashed; nothing it does gets through");
    }
  }
}
