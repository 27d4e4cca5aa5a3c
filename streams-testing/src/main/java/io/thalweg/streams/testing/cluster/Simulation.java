package io.thalweg.streams.testing.cluster;

import io.thalweg.streams.StreamsConfig;
import io.thalweg.streams.plan.LogicalPlan;
import io.thalweg.streams.plan.PlanNode;
import io.thalweg.streams.plan.SourceNode;
import io.thalweg.streams.plan.TopicSelection;
import io.thalweg.streams.spi.StreamsEngine;
import io.thalweg.streams.testing.ScratchFolder;
import io.thalweg.streams.testing.VirtualTime;
import io.thalweg.streams.testing.Written;
import io.thalweg.streams.testing.memory.MemoryKafka;
import io.thalweg.streams.testing.memory.MemoryRecord;
import io.thalweg.streams.testing.memory.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Instances of one application over a cluster in memory, in virtual time, on the caller's thread.
 * Every choice is drawn from the seed: which loop makes the next step, how much a fetch brings, how
 * far the clock moves. Two runs with one seed and the same calls do the same.
 */
public final class Simulation implements AutoCloseable {
  private static final int MOST_RECORDS_A_FETCH = 50;
  private static final long BUSY_STEP_MS = 10;
  private static final long IDLE_STEP_MS = 50;
  private static final long SETTLE_WITHIN_MS = 3_600_000;
  private static final long AFTER_COMMIT_MS = 1_000;

  private final Application application;
  private final Random random;
  private final VirtualTime time;
  private final MemoryKafka kafka;
  private final Written produced = new Written();
  private final ScratchFolder disk = ScratchFolder.forState(null);
  private final SortedInstances instances = new SortedInstances();
  private int folders;
  private int crashesLeft;

  /** What runs. */
  public record Application(LogicalPlan plan, String description, Properties config) {}

  /** Instances by number, those that were crashed or stopped with what is left on their disk. */
  private static final class SortedInstances {
    private final TreeMap<Integer, Instance> running = new TreeMap<>();
    private final TreeMap<Integer, Path> disks = new TreeMap<>();
    private final TreeMap<Integer, Long> restarts = new TreeMap<>();
  }

  /**
   * A cluster with the topics that are named, those the application reads, and no instance.
   *
   * @param partitions of topics that are not in {@code topics}
   */
  public Simulation(
      Application application,
      Map<String, Integer> topics,
      int partitions,
      long seed,
      VirtualTime time) {
    this.application = application;
    this.random = new Random(seed);
    this.time = time;
    kafka =
        new MemoryKafka(
            time,
            partitions,
            (record, piped) -> {
              if (!piped) {
                produced.add(record);
              }
            });
    topics.forEach((topic, count) -> kafka.createTopic(topic, count, Map.of()));
    for (PlanNode node : application.plan.nodes()) {
      if (node instanceof SourceNode source
          && source.topics() instanceof TopicSelection.Names names) {
        for (String topic : names.topics()) {
          if (!application.plan.repartitionTopics().containsKey(topic)) {
            kafka.partitions(topic);
          }
        }
      }
    }
  }

  /** What the application wrote. */
  public Written produced() {
    return produced;
  }

  /** The clock. */
  public VirtualTime time() {
    return time;
  }

  /** The number of partitions of a topic; it is made if need be. */
  public int partitions(String topic) {
    return kafka.partitions(topic);
  }

  /** Writes a record to a topic; it is read when time goes on. */
  public void pipe(MemoryRecord record) {
    kafka.pipe(record);
  }

  // ---- instances ----

  /** Starts an instance; one that was there before finds the state it left on its disk. */
  public void start(int number) {
    if (instances.running.containsKey(number)) {
      throw new IllegalStateException("Instance " + number + " is running");
    }
    instances.restarts.remove(number);
    Path state = instances.disks.computeIfAbsent(number, n -> newFolder());
    instances.running.put(
        number,
        new Instance(
            application,
            state,
            kafka,
            time,
            new Wire(most -> 1 + random.nextInt(Math.min(most, MOST_RECORDS_A_FETCH))),
            () -> new UUID(random.nextLong(), random.nextLong())));
  }

  private Path newFolder() {
    return disk.path().resolve("disk-" + folders++);
  }

  private Instance running(int number) {
    Instance instance = instances.running.get(number);
    if (instance == null) {
      throw new IllegalStateException(
          "Instance " + number + " is not running; those that are: " + instances.running.keySet());
    }
    return instance;
  }

  /** Closes an instance cleanly. */
  public void stop(int number) {
    running(number).stop();
    instances.running.remove(number);
  }

  /** Kills an instance; the group learns of it when its session times out. */
  public void crash(int number) {
    Path surviving = newFolder();
    running(number).crash(surviving);
    instances.running.remove(number);
    instances.disks.put(number, surviving);
  }

  /** Freezes an instance, as a long pause of its machine would. */
  public void freeze(int number, Duration pause) {
    running(number).freeze(time.milliseconds() + pause.toMillis());
  }

  /** Kills so many instances at random moments to come, each to be restarted some time after. */
  public void crashAtRandom(int times) {
    crashesLeft += times;
  }

  /** Numbers of the running instances. */
  public Set<Integer> running() {
    return new TreeSet<>(instances.running.keySet());
  }

  /** The running instances, by number. */
  public List<StreamsEngine> engines() {
    return instances.running.values().stream().map(Instance::engine).toList();
  }

  // ---- time ----

  /** Lets time pass. */
  public void run(Duration duration) {
    long end = time.milliseconds() + duration.toMillis();
    while (time.milliseconds() < end) {
      round();
      long left = Math.max(0, end - time.milliseconds()); // what was done may have taken time
      time.sleep(Math.min(left, 1 + random.nextInt((int) BUSY_STEP_MS)));
    }
  }

  /**
   * Lets time pass until all that was written is processed and committed, crashed instances that
   * are to come back are back, and nothing has happened for longer than a commit interval.
   *
   * @throws IllegalStateException if that does not come about within an hour of virtual time
   */
  public void settle() {
    long begun = time.milliseconds();
    long quietMs =
        new StreamsConfig(application.config).getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)
            + AFTER_COMMIT_MS;
    long lastActivity = -1;
    long quietSince = begun;
    while (time.milliseconds() - begun < SETTLE_WITHIN_MS) {
      round();
      boolean still = kafka.activity() == lastActivity && settled();
      lastActivity = kafka.activity();
      time.sleep(1 + random.nextInt((int) (still ? IDLE_STEP_MS : BUSY_STEP_MS)));
      if (!still) {
        quietSince = time.milliseconds();
      } else if (time.milliseconds() - quietSince > quietMs) {
        return;
      }
    }
    throw new IllegalStateException(
        "Not settled after an hour of virtual time; running instances: "
            + instances.running.keySet()
            + ", all of them in state RUNNING: "
            + instances.running.values().stream().allMatch(Instance::isRunning));
  }

  private boolean settled() {
    long now = time.milliseconds();
    return crashesLeft == 0
        && instances.restarts.isEmpty()
        && kafka.settled()
        && instances.running.values().stream().allMatch(i -> i.isRunning() && !i.isFrozen(now));
  }

  /** Every loop that does not rest makes one step, in random order. */
  private void round() {
    List<SteppedExec.Stepped> loops = new ArrayList<>();
    instances.running.values().forEach(i -> loops.addAll(i.loops(time.milliseconds())));
    Collections.shuffle(loops, random);
    loops.forEach(SteppedExec.Stepped::step);
    kafka.expire();
    failIfOneHas();
    maybeCrash();
    for (Map.Entry<Integer, Long> due : List.copyOf(instances.restarts.entrySet())) {
      if (due.getValue() <= time.milliseconds()) {
        start(due.getKey());
      }
    }
  }

  private void failIfOneHas() {
    for (Instance instance : instances.running.values()) {
      Throwable error = instance.error();
      if (error instanceof RuntimeException failure) {
        throw failure;
      }
      if (error != null) {
        throw new IllegalStateException("An instance has ended", error);
      }
    }
  }

  private void maybeCrash() {
    if (crashesLeft > 0 && !instances.running.isEmpty() && random.nextInt(20) == 0) {
      crashesLeft--;
      List<Integer> candidates = List.copyOf(instances.running.keySet());
      int victim = candidates.get(random.nextInt(candidates.size()));
      crash(victim);
      instances.restarts.put(victim, time.milliseconds() + random.nextInt(60_000));
    }
  }

  /** Ends all instances, not cleanly, and deletes their state. */
  @Override
  public void close() {
    RuntimeException failure = null;
    for (int number : running()) {
      try {
        crash(number);
      } catch (RuntimeException e) {
        failure = first(failure, e);
      }
    }
    disk.close();
    if (failure != null) {
      throw failure;
    }
  }

  private static RuntimeException first(@Nullable RuntimeException before, RuntimeException now) {
    if (before == null) {
      return now;
    }
    before.addSuppressed(now);
    return before;
  }
}
