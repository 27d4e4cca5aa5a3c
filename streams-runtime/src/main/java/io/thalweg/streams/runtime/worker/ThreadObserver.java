package io.thalweg.streams.runtime.worker;

import org.jspecify.annotations.Nullable;

/** Is told about the life of stream threads, on their threads. */
public interface ThreadObserver {
  /** A thread has changed its state. */
  void changed(StreamThread thread, ThreadState before, ThreadState now);

  /** A thread has ended and closed everything; {@code error} is null if it was told to. */
  void ended(StreamThread thread, @Nullable Throwable error);
}
