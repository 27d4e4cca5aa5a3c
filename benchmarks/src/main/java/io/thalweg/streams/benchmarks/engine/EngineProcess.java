package io.thalweg.streams.benchmarks.engine;

import io.thalweg.streams.benchmarks.data.InputTopic;
import io.thalweg.streams.benchmarks.data.Values;
import io.thalweg.streams.benchmarks.workload.Check;
import io.thalweg.streams.benchmarks.workload.Model;
import io.thalweg.streams.benchmarks.workload.Workload;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/** The child's main: runs one application to the end of its input and writes what it took. */
public final class EngineProcess {
  private static final int POLL_MILLIS = 2;
  private static final int POLLS_PER_THREAD_SAMPLE = 100;

  private final RunSpec spec;
  private final Meter meter;
  private final Application application;
  private final long counted;
  private final boolean restore;
  private final Properties results = new Properties();

  private EngineProcess(RunSpec spec, Meter meter, Application application, long counted) {
    this.spec = spec;
    this.meter = meter;
    this.application = application;
    this.counted = counted;
    this.restore = spec.workload() == Workload.RESTORE;
  }

  /** {@code args[0]} is the file of a {@link RunSpec}. */
  public static void main(String[] args) throws Exception {
    RunSpec spec = RunSpec.load(Path.of(args[0]));
    Meter meter = new Meter(spec.brokerPid());
    Application application = spec.engine().create(spec);
    long counted = Long.parseLong(args[1]);
    new EngineProcess(spec, meter, application, counted).run();
    System.exit(0); // whatever threads an engine may have left
  }

  private void run() throws IOException, InterruptedException {
    application.start();
    awaitHalf();
    awaitEnd();
    meter.sampleThreads();
    if (restore) {
      meter.mark(application.progress()).write(results, "end");
      results.setProperty("rss.kib", Long.toString(Meter.peakRssKib()));
      results.setProperty("problems", String.join("; ", storeProblems()));
      application.close();
    } else {
      application.close();
      meter.mark(application.progress()).write(results, "end");
      results.setProperty("rss.kib", Long.toString(Meter.peakRssKib()));
    }
    results.setProperty("allocated.bytes", Long.toString(meter.allocatedBytes()));
    Throwable failure = application.failure();
    if (failure != null) {
      throw new IllegalStateException("The application failed while closing", failure);
    }
    try (Writer writer = Files.newBufferedWriter(spec.results())) {
      results.store(writer, null);
    }
  }

  private void awaitHalf() throws InterruptedException {
    Patience patience = new Patience();
    while (application.progress() < counted / 2) {
      patience.pause();
    }
    meter.mark(application.progress()).write(results, "half");
  }

  private void awaitEnd() throws InterruptedException {
    Patience patience = new Patience();
    while (application.progress() < counted || (restore && !application.running())) {
      patience.pause();
    }
  }

  private List<String> storeProblems() {
    Model model = spec.model();
    for (InputTopic topic : model.inputs()) {
      for (long i = 0; i < topic.size(); i++) {
        model.observe(topic, topic.record().at(i));
      }
    }
    Check check = Objects.requireNonNull(model.changelog());
    application.forEachStored(
        (key, value) -> check.accept(key.getBytes(StandardCharsets.UTF_8), Values.number(value)));
    return check.problems();
  }

  /** Sleeps between looks at the progress, and gives up on a failure or when nothing moves. */
  private final class Patience {
    private long last = -1;
    private long lastMoved = System.nanoTime();
    private int polls;

    void pause() throws InterruptedException {
      Throwable failure = application.failure();
      if (failure != null) {
        throw new IllegalStateException("The application failed", failure);
      }
      long progress = application.progress();
      long now = System.nanoTime();
      if (progress != last) {
        last = progress;
        lastMoved = now;
      } else if (now - lastMoved > spec.timeoutSeconds() * 1_000_000_000L) {
        throw new IllegalStateException(
            "No progress for "
                + spec.timeoutSeconds()
                + " s: "
                + progress
                + " of "
                + counted
                + " records processed");
      }
      if (++polls % POLLS_PER_THREAD_SAMPLE == 0) {
        meter.sampleThreads();
      }
      Thread.sleep(POLL_MILLIS);
    }
  }
}
