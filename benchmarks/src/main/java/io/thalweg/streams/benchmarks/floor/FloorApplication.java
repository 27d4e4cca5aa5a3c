package io.thalweg.streams.benchmarks.floor;

import io.thalweg.streams.benchmarks.engine.Application;
import io.thalweg.streams.benchmarks.engine.RunSpec;
import io.thalweg.streams.benchmarks.workload.Workload;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/** Runs a floor loop on one thread, whatever the number of threads asked of the engines. */
public final class FloorApplication implements Application {
  private final FloorLoop loop;
  private final Thread thread;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  public FloorApplication(RunSpec spec) {
    loop = spec.workload() == Workload.RESTORE ? new RestoreLoop(spec) : new ProcessLoop(spec);
    thread = new Thread(loop, "floor");
    thread.setUncaughtExceptionHandler((t, problem) -> failure.set(problem));
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public long progress() {
    return loop.progress();
  }

  @Override
  public boolean running() {
    return !thread.isAlive();
  }

  @Override
  public @Nullable Throwable failure() {
    return failure.get();
  }

  @Override
  public void forEachStored(ObjLongConsumer<String> entry) {
    loop.forEachStored(entry);
  }

  @Override
  public void close() {
    loop.stop();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the loop ends", e);
    }
  }
}
