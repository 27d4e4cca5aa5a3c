package io.thalweg.streams.runtime.client;

import io.thalweg.streams.runtime.exec.Loop;
import io.thalweg.streams.stores.StateEngine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads native code while the group is being joined; one step. */
record WarmUp(StateEngine engine) implements Loop {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  @Override
  public boolean step(long nowMs) {
    engine.warmUp();
    return false;
  }

  @Override
  public long restMs() {
    return 0;
  }

  @Override
  public void finished(@Nullable Throwable cause) {
    if (cause != null) {
      LOG.debug("Warming up failed; the first task to open its state will say why", cause);
    }
  }
}
