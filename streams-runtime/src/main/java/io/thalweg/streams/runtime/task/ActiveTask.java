package io.thalweg.streams.runtime.task;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.Cancellable;
import io.thalweg.streams.processor.PunctuationType;
import io.thalweg.streams.processor.Punctuator;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.runtime.metrics.TaskTallies;
import io.thalweg.streams.runtime.metrics.TopicTally;
import io.thalweg.streams.runtime.operator.CurrentRecord;
import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.runtime.operator.SourceOperator;
import io.thalweg.streams.runtime.operator.SourceOperator.Decoded;
import io.thalweg.streams.runtime.operator.TaskServices;
import io.thalweg.streams.runtime.output.CommitRequest;
import io.thalweg.streams.runtime.output.RecordCollector;
import io.thalweg.streams.stores.TaskState;
import io.thalweg.streams.stores.form.ChangelogSink;
import io.thalweg.streams.stores.user.TaskEnvironment;
import java.io.File;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task that processes: its queues, its stream time, its operators, its state. Owner: the stream
 * thread.
 */
public final class ActiveTask implements CommitRequest {
  private static final Logger LOG = LoggerFactory.getLogger(ActiveTask.class);

  private final TaskId id;
  private final Inputs inputs;
  private final Map<TopicPartition, RecordQueue> queues = new LinkedHashMap<>();
  private final TaskGraph graph;
  private final OperatorContext context;
  private final CurrentRecord current;
  private final TaskTallies tallies;
  private final List<Operator> operators;
  private final TaskState state;
  private final Collection<TopicPartition> changelogs;
  private final RecordCollector collector;
  private final Outputs outputs;
  private final TaskServices services = new Services();
  private final TaskBlueprint blueprint;
  private final Time time;
  private final Punctuations streamTimePunctuations = new Punctuations();
  private final Punctuations wallClockPunctuations = new Punctuations();

  // [stream thread]
  private PartitionGroup group;
  private final IdleAdvance idle;
  private long streamTime = -1;
  private boolean dirty;
  private boolean commitRequested;
  private long processed;
  private final Map<TopicPartition, Long> purgeable = new HashMap<>();

  /**
   * What a task reads.
   *
   * @param committed the position and partition time to start from, per partition
   * @param position the consumer's position
   * @param lag see {@link PartitionGroup}
   * @param idleAdvanceMs see {@link IdleAdvance}
   */
  public record Inputs(
      Map<TopicPartition, OffsetMetadata> committed,
      ToLongFunction<TopicPartition> position,
      Function<TopicPartition, OptionalLong> lag,
      long maxIdleMs,
      long idleAdvanceMs) {}

  /**
   * What a task writes to, what it is made of, and what is around it.
   *
   * @param stateDir the directory of the task's state, made if need be
   */
  public record Outputs(
      RecordCollector collector,
      Collection<TopicPartition> changelogs,
      TaskBlueprint blueprint,
      Time time,
      Supplier<File> stateDir,
      TaskEnvironment environment) {}

  public ActiveTask(
      TaskId id,
      Inputs inputs,
      TaskGraph graph,
      OperatorContext context,
      TaskState state,
      Outputs outputs) {
    this.id = id;
    this.inputs = inputs;
    this.context = context;
    this.current = context.current();
    this.tallies = context.tallies();
    this.graph = graph;
    this.operators = List.copyOf(graph.operators());
    this.state = state;
    this.outputs = outputs;
    this.collector = outputs.collector;
    this.changelogs = List.copyOf(outputs.changelogs);
    this.blueprint = outputs.blueprint;
    this.time = outputs.time;
    for (TopicPartition partition : inOrder(inputs.committed.keySet())) {
      OffsetMetadata start = startPosition(partition);
      long partitionTime = start.partitionTime();
      queues.put(partition, queue(partition, start.offset(), partitionTime));
      streamTime = Math.max(streamTime, partitionTime);
    }
    context.emitted().restore(emitted(inputs.committed));
    this.group = group();
    this.idle = new IdleAdvance(inputs.idleAdvanceMs, time.milliseconds(), streamTime);
    state.inputs().committed(reached());
  }

  /** The offset of the last record passed, by partition of which there is one. */
  private Map<TopicPartition, Long> reached() {
    Map<TopicPartition, Long> reached = new HashMap<>();
    for (RecordQueue queue : queues.values()) {
      if (queue.lastOffset() >= 0) {
        reached.put(queue.partition(), queue.lastOffset());
      }
    }
    return reached;
  }

  private PartitionGroup group() {
    return new PartitionGroup(List.copyOf(queues.values()), inputs.maxIdleMs, inputs.lag);
  }

  private RecordQueue queue(TopicPartition partition, long nextOffset, long partitionTime) {
    SourceOperator source = graph.sourceOf().apply(partition.topic());
    TopicTally consumed = tallies.consumed(source.name(), partition.topic());
    return new RecordQueue(partition, source, consumed, nextOffset, partitionTime);
  }

  private static List<Map<String, Long>> emitted(Map<TopicPartition, OffsetMetadata> committed) {
    return committed.values().stream().map(OffsetMetadata::emitted).toList();
  }

  private static List<TopicPartition> inOrder(Set<TopicPartition> partitions) {
    return partitions.stream()
        .sorted(
            Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition))
        .toList();
  }

  public TaskId id() {
    return id;
  }

  public TaskState state() {
    return state;
  }

  /** The stores it has. */
  public List<StoreSpec> stores() {
    return blueprint.stores();
  }

  /** Records that wait in all queues. Any thread; maybe a little old. */
  public long bufferedRecords() {
    return group.size();
  }

  /** The committed positions in repartition topics since the last call; all before is obsolete. */
  public Map<TopicPartition, Long> takePurgeable() {
    Map<TopicPartition, Long> taken = Map.copyOf(purgeable);
    purgeable.clear();
    return taken;
  }

  /** Where a partition was begun when the task was made. */
  public OffsetMetadata startPosition(TopicPartition partition) {
    OffsetMetadata start = inputs.committed.get(partition);
    return start == null ? new OffsetMetadata(-1, -1) : start;
  }

  /** The committed offsets it was started from. */
  public Map<TopicPartition, Long> startOffsets() {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    inputs.committed.forEach((partition, start) -> offsets.put(partition, start.offset()));
    return offsets;
  }

  /** The partitions it reads. */
  public Set<TopicPartition> partitions() {
    return queues.keySet();
  }

  /** The changelog partitions it writes. */
  public Collection<TopicPartition> changelogs() {
    return changelogs;
  }

  /** The same by store name. */
  public Map<String, TopicPartition> changelogsByStore() {
    Map<String, TopicPartition> byStore = new HashMap<>();
    blueprint
        .changelogs()
        .forEach((store, topic) -> byStore.put(store, new TopicPartition(topic, id.partition())));
    return byStore;
  }

  /** Takes a batch as it was polled; returns how many records of the partition are buffered now. */
  public int add(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> batch) {
    RecordQueue queue = queue(partition);
    queue.add(batch);
    return queue.size();
  }

  /** Records of a partition that wait. */
  public int buffered(TopicPartition partition) {
    return queue(partition).size();
  }

  /** Reads one more partition from now on, that of a topic that has just come to be. */
  public void alsoRead(TopicPartition partition) {
    queues.put(partition, queue(partition, -1, -1));
    group = group();
  }

  /** Decodes the next record of a partition now, to learn whether it can be. */
  public void lookAhead(TopicPartition partition) {
    queue(partition).head();
  }

  /** Passes over the next record of a partition, which cannot be decoded. */
  public void discardNext(TopicPartition partition) {
    queue(partition).discardNext();
  }

  private RecordQueue queue(TopicPartition partition) {
    RecordQueue queue = queues.get(partition);
    if (queue == null) {
      throw new IllegalStateException("Partition " + partition + " is not read by task " + id);
    }
    return queue;
  }

  /** Processes up to {@code most} records; returns how many. Fewer means that it has to wait. */
  public int process(int most, long nowMs) {
    int done = 0;
    tallies.clock().look();
    while (done < most) {
      RecordQueue queue = group.next(nowMs);
      Decoded record = queue == null ? null : queue.poll();
      if (queue == null || record == null) {
        break;
      }
      streamTime = Math.max(streamTime, record.timestamp());
      tallies.lateness().add(streamTime - record.timestamp());
      queue.source().process(record);
      tallies.clock().passed();
      done++;
      if (!streamTimePunctuations.isEmpty()) {
        punctuateStreamTime();
      }
    }
    if (done > 0) {
      dirty = true;
      processed += done;
      idle.processed(nowMs, streamTime);
      if (!blueprint.stores().isEmpty()) {
        state.inputs().processed(reached());
      }
    }
    return done;
  }

  private int punctuateStreamTime() {
    return streamTime < 0 ? 0 : streamTimePunctuations.fire(streamTime, this::punctuate);
  }

  /** Fires wall-clock punctuators, and those of stream time if it went on; returns how many. */
  public int punctuateWallClock(long nowMs) {
    int fired = advanceIfIdle(nowMs);
    return fired + punctuateOnWallClock(nowMs);
  }

  private int advanceIfIdle(long nowMs) {
    long advanced = idle.advanced(nowMs);
    if (advanced <= streamTime || group.size() > 0) {
      return 0;
    }
    streamTime = advanced;
    tallies.clock().look();
    current.beginWithoutSource();
    for (Operator operator : operators) {
      dirty |= operator.advanceStreamTime(advanced);
    }
    return streamTimePunctuations.isEmpty() ? 0 : punctuateStreamTime();
  }

  private int punctuateOnWallClock(long nowMs) {
    return wallClockPunctuations.isEmpty() ? 0 : wallClockPunctuations.fire(nowMs, this::punctuate);
  }

  private void punctuate(Punctuator punctuator, long timestamp) {
    current.beginPunctuation(timestamp);
    long began = time.nanoseconds();
    tallies.clock().look();
    punctuator.punctuate(timestamp);
    tallies.punctuations().add(time.nanoseconds() - began);
    dirty = true;
  }

  /** What the task does for processors in it. */
  private final class Services implements TaskServices {
    @Override
    public Cancellable schedule(long intervalMs, PunctuationType type, Punctuator punctuator) {
      return type == PunctuationType.STREAM_TIME
          ? streamTimePunctuations.schedule(0, intervalMs, punctuator)
          : wallClockPunctuations.schedule(
              time.milliseconds() + intervalMs, intervalMs, punctuator);
    }

    @Override
    public Cancellable schedule(
        long firstMs, long intervalMs, PunctuationType type, Punctuator punctuator) {
      boolean streamTimed = type == PunctuationType.STREAM_TIME;
      long now = streamTimed ? streamTime : time.milliseconds();
      long passed = firstMs > now ? 0 : (now - firstMs) / intervalMs + 1;
      return (streamTimed ? streamTimePunctuations : wallClockPunctuations)
          .schedule(firstMs + passed * intervalMs, intervalMs, punctuator);
    }

    @Override
    public void requestCommit() {
      commitRequested = true;
    }

    @Override
    public long streamTime() {
      return streamTime;
    }

    @Override
    public long wallClockTime() {
      return time.milliseconds();
    }

    @Override
    public StateStore store(String name) {
      return blueprint.globals().has(name)
          ? blueprint.globals().get(name).face()
          : state.store(name);
    }

    @Override
    public File stateDir() {
      return outputs.stateDir.get();
    }

    @Override
    public TaskEnvironment environment() {
      return outputs.environment;
    }
  }

  /** Starts the processors in it. */
  public void open() {
    current.beginWithoutSource();
    try {
      for (Operator operator : operators) {
        operator.open(services);
      }
    } catch (RuntimeException e) {
      closeOperators();
      throw e;
    }
  }

  /** The highest timestamp seen, -1 before the first. */
  public long streamTime() {
    return streamTime;
  }

  /** Records processed since the task was made. */
  public long processed() {
    return processed;
  }

  /** What it counts for its metrics. */
  public TaskTallies tallies() {
    return tallies;
  }

  /** How often it took a record although not all of its partitions had one, since it was made. */
  public long enforced() {
    return group.enforced();
  }

  /** Records dropped by operators since the task was made. */
  public long droppedRecords() {
    return context.droppedRecords();
  }

  /**
   * Between slices: lets readers of a scan have their snapshot and relieves caches. Returns whether
   * a commit is wanted before its time.
   */
  public boolean relieve() {
    state.servePendingSnapshots();
    if (state.emissionPressure()) {
      emitPending();
    }
    return commitRequested || state.commitPressure();
  }

  /** Whether anything happened since the last commit. */
  public boolean needsCommit() {
    return dirty || commitRequested || queues.values().stream().anyMatch(RecordQueue::moved);
  }

  @Override
  public void emitPending() {
    tallies.clock().look();
    current.beginWithoutSource();
    for (Operator operator : operators) {
      operator.emitPending();
    }
  }

  @Override
  public void writeChangelogs() {
    state.writeChangelogs(new Changelogs());
  }

  /** Of one commit, in which the rows of a changelog come one after the other. */
  private final class Changelogs implements ChangelogSink {
    private @Nullable TopicPartition known;
    private boolean source; // the source topic is the changelog

    @Override
    public void send(
        TopicPartition changelog, byte[] key, byte @Nullable [] value, long timestamp) {
      write(changelog, key, value, timestamp, null);
    }

    @Override
    public void send(
        TopicPartition changelog,
        byte[] key,
        byte @Nullable [] value,
        long timestamp,
        Iterable<Header> headers) {
      write(changelog, key, value, timestamp, headers);
    }

    @SuppressWarnings("ReferenceEquality") // another object for the same is looked up as well
    private void write(
        TopicPartition changelog,
        byte[] key,
        byte @Nullable [] value,
        long timestamp,
        @Nullable Iterable<Header> headers) {
      if (known != changelog) {
        known = changelog;
        source = queues.containsKey(changelog);
      }
      if (!source) {
        collector.sendChangelog(changelog, key, value, timestamp, headers);
      }
    }
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> consumedOffsets() {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (RecordQueue queue : queues.values()) {
      if (queue.moved()) {
        offsets.put(queue.partition(), committable(queue));
      }
    }
    if (offsets.isEmpty() && context.emitted().changed()) { // while the input was idle
      queues.values().forEach(queue -> offsets.put(queue.partition(), committable(queue)));
    }
    return offsets;
  }

  private OffsetAndMetadata committable(RecordQueue queue) {
    long buffered = queue.nextOffset();
    // with nothing buffered the consumer's position is the truth: it is past transaction markers
    long next = buffered >= 0 ? buffered : inputs.position.applyAsLong(queue.partition());
    return new OffsetAndMetadata(
        next,
        queue.leaderEpoch(),
        new OffsetMetadata(next, queue.partitionTime(), context.emitted().all()).encode());
  }

  @Override
  public void committed() {
    Map<TopicPartition, Long> positions = new HashMap<>();
    for (TopicPartition changelog : changelogs) {
      RecordQueue source = queues.get(changelog);
      long position =
          source == null
              ? collector.ackedOffset(changelog)
              : source.moved() ? committable(source).offset() : -1;
      if (position >= 0) {
        positions.put(changelog, position);
      }
    }
    state.commit(positions, time.milliseconds());
    for (RecordQueue queue : queues.values()) {
      if (queue.moved() && blueprint.repartitionSources().contains(queue.partition().topic())) {
        purgeable.put(queue.partition(), committable(queue).offset());
      }
      queue.committed();
    }
    state.inputs().committed(reached());
    context.emitted().committed();
    dirty = false;
    commitRequested = false;
  }

  /**
   * The transaction was aborted: forgets everything since the last commit and gets ready to read
   * again from the committed positions, to which the caller sets the consumer back.
   */
  public void rollback(Map<TopicPartition, OffsetMetadata> committed) {
    streamTime = -1;
    for (RecordQueue queue : queues.values()) {
      OffsetMetadata from = committed.get(queue.partition());
      long partitionTime = from == null ? -1 : from.partitionTime();
      queue.clear(from == null ? -1 : from.offset(), partitionTime);
      streamTime = Math.max(streamTime, partitionTime);
    }
    state.inputs().committed(reached()); // before rows go back, so that it never says too much
    state.rollback();
    context.emitted().restore(emitted(committed));
    idle.processed(time.milliseconds(), streamTime);
    streamTimePunctuations.clear();
    wallClockPunctuations.clear();
    current.beginWithoutSource();
    operators.forEach(Operator::rollback);
    dirty = false;
    commitRequested = false;
  }

  /** Closes after a commit. */
  public void close() {
    closeOperators();
    changelogs.forEach(collector::forget);
    state.close();
  }

  /** Closes without a commit: what is uncommitted is dropped. */
  public void closeDirty() {
    closeOperators();
    changelogs.forEach(collector::forget);
    state.closeDirty();
  }

  /**
   * What fails in closing user code is told and changes nothing: the work is committed, or void.
   */
  private void closeOperators() {
    current.beginWithoutSource();
    for (Operator operator : operators) {
      try {
        operator.close();
      } catch (RuntimeException e) {
        LOG.error("Task {}: processor {} failed to close", id, operator.name(), e);
      }
    }
  }

  @Override
  public String toString() {
    return "task " + id;
  }
}
