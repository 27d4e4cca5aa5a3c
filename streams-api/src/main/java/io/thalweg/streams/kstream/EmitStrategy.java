package io.thalweg.streams.kstream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When a windowed aggregation emits. */
public interface EmitStrategy {
  /** Of this interface. */
  Logger log = LoggerFactory.getLogger(EmitStrategy.class);

  /** When a windowed aggregation emits. */
  enum StrategyType {
    /** At each update of the window. */
    ON_WINDOW_UPDATE,
    /** Once, when the window closes. */
    ON_WINDOW_CLOSE;

    /** The strategy of this type. */
    public static EmitStrategy forType(StrategyType type) {
      return new EmitOn(type);
    }
  }

  /** The type of this strategy. */
  StrategyType type();

  /** Emits once, when the window closes, that is, at its end plus the grace period. */
  static EmitStrategy onWindowClose() {
    return new EmitOn(StrategyType.ON_WINDOW_CLOSE);
  }

  /** Emits at each update of the window. */
  static EmitStrategy onWindowUpdate() {
    return new EmitOn(StrategyType.ON_WINDOW_UPDATE);
  }
}
