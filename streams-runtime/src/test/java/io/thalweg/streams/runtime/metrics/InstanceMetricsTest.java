package io.thalweg.streams.runtime.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.StreamsMetrics;
import io.thalweg.streams.runtime.exec.ManualTime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.JmxReporter;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InstanceMetricsTest {
  private enum State {
    CREATED,
    REBALANCING,
    RUNNING
  }

  private static final UUID PROCESS = UUID.fromString("11111111-2222-3333-4444-555555555555");

  /** Kept by KS and not by us: not built yet, or not measurable without a cost per record. */
  private static final Set<String> LEFT_OUT_GROUPS =
      Set.of("stream-record-cache-metrics", "stream-state-metrics");

  private static final Set<String> LEFT_OUT =
      Set.of("stream-state-updater-metrics/checkpoint-ratio");

  private final ManualTime time = new ManualTime();
  private final InstanceMetrics instance = create("DEBUG");
  private State state = State.CREATED;

  @AfterEach
  void close() {
    instance.close();
  }

  @Test
  void whenAllIsRegisteredThenNamesTagsAndTextsAreThoseOfKafkaStreams() throws IOException {
    registerEverything();
    Set<String> theirs = observedAtKafkaStreams();
    Set<String> ours =
        instance.all().keySet().stream()
            .filter(name -> name.group().startsWith("stream-"))
            .filter(name -> !LEFT_OUT_GROUPS.contains(name.group()))
            .map(name -> row(name.group(), name.name(), name.tags().keySet(), name.description()))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> unknown = new TreeSet<>(ours);
    unknown.removeAll(theirs);
    assertEquals(Set.of(), unknown, "metrics of ours that KS does not have like this");
    Set<String> missing = new TreeSet<>();
    for (String row : theirs) {
      String[] columns = row.split(" \\| ", -1);
      if (!ours.contains(row) && !LEFT_OUT_GROUPS.contains(columns[0])) {
        missing.add(columns[0] + "/" + columns[1]);
      }
    }
    assertEquals(new TreeSet<>(LEFT_OUT), missing, "metrics of KS that are not there");
  }

  @Test
  void whenScopesAreClosedThenNothingIsLeftBehind() {
    int before = instance.all().size();
    List<AutoCloseable> scopes = registerEverything();
    assertTrue(instance.all().size() > before + 60);
    scopes.forEach(scope -> org.apache.kafka.common.utils.Utils.closeQuietly(scope, "scope"));
    Set<String> left =
        instance.all().keySet().stream()
            .filter(name -> !name.group().equals("stream-metrics"))
            .map(MetricName::name)
            .collect(Collectors.toSet());
    assertEquals(Set.of("count"), left, "only Kafka's own counter of metrics stays");
  }

  @Test
  void whenStateMovesThenGaugesFollow() {
    registerEverything();
    assertEquals("CREATED", value("stream-metrics", "state"));
    assertEquals(0, value("stream-metrics", "client-state"));
    state = State.RUNNING;
    assertEquals("RUNNING", value("stream-metrics", "state"));
    assertEquals(2, value("stream-metrics", "client-state"));
    assertEquals("RUNNING", value("stream-thread-metrics", "state"));
    assertEquals(2, value("stream-thread-metrics", "thread-state"));
    assertEquals(1, value("stream-metrics", "recording-level"));
    assertEquals(0.0, value("stream-metrics", "failed-stream-threads"));
    instance.threadFailed(time.milliseconds());
    assertEquals(1.0, value("stream-metrics", "failed-stream-threads"));
    assertEquals(77.0, value("stream-thread-metrics", "blocked-time-ns-total"));
  }

  @Test
  void whenBatchesAreRecordedThenTotalsLatenciesAndRatiosAreRight() {
    ThreadMetrics thread = thread();
    for (int i = 0; i < 60; i++) {
      time.sleep(1_000);
      thread.polled(500, 100_000_000, time.milliseconds());
      thread.processed(500, 600_000_000, time.milliseconds());
      thread.processed(0, 5_000_000, time.milliseconds());
    }
    assertEquals(60.0, value("stream-thread-metrics", "poll-total"));
    assertEquals(30_000.0, value("stream-thread-metrics", "process-total"));
    assertEquals(500.0, value("stream-thread-metrics", "process-records-avg"));
    assertEquals(1.2, (double) value("stream-thread-metrics", "process-latency-avg"), 1e-9);
    assertEquals(0.6, (double) value("stream-thread-metrics", "process-ratio"), 0.03);
    assertEquals(0.1, (double) value("stream-thread-metrics", "poll-ratio"), 0.005);
    assertEquals(500.0, (double) value("stream-thread-metrics", "process-rate"), 25.0);
    assertEquals(0.0, value("stream-thread-metrics", "commit-total"));
  }

  @Test
  void whenBatchesDifferInSizeThenTheAverageWeighsRecords() {
    TaskMetrics task = thread().task("0_1", taskView());
    TaskTallies tallies = new TaskTallies(time);
    NodeTally source = tallies.source("source");
    for (int i = 0; i < 99; i++) {
      source.add(10);
    }
    task.report(tallies, time.milliseconds());
    source.add(1_010);
    task.report(tallies, time.milliseconds());
    task.report(tallies, time.milliseconds());
    assertEquals(100.0, value("stream-processor-node-metrics", "process-total"));
    assertEquals(20.0, value("stream-processor-node-metrics", "record-e2e-latency-avg"));
    assertEquals(1_010.0, value("stream-processor-node-metrics", "record-e2e-latency-max"));
    assertEquals(10.0, value("stream-processor-node-metrics", "record-e2e-latency-min"));
  }

  @Test
  void whenRecordsAreReadSentAndRefusedThenTopicsShowWhatIsLeft() {
    TaskMetrics task = thread().task("0_1", taskView());
    TaskTallies tallies = new TaskTallies(time);
    ProducerRecord<byte[], byte[]> refused =
        new ProducerRecord<>(
            "out",
            null,
            5L,
            null,
            new byte[4],
            List.of(new RecordHeader("head", new byte[2]), new RecordHeader("none", null)));
    TopicTally produced = tallies.produced("sink", "out");
    produced.add(new ProducerRecord<>("out", new byte[1], new byte[2]));
    produced.add(refused);
    task.report(tallies, time.milliseconds());
    assertEquals(3.0 + 23 + 4 + 23 + 10, value("stream-topic-metrics", "bytes-produced-total"));
    produced.takeBack(refused);
    produced.drop();
    task.report(tallies, time.milliseconds());
    assertEquals(1.0, value("stream-topic-metrics", "records-produced-total"));
    assertEquals(26.0, value("stream-topic-metrics", "bytes-produced-total"));
    assertEquals(1.0, value("stream-task-metrics", "dropped-records-total"));
  }

  @Test
  void whenRecordsTakeLongThenTheClockIsLookedAtMoreOften() {
    RoughClock clock = new RoughClock(time);
    clock.look();
    for (int i = 0; i < 1_000; i++) {
      clock.passed();
    }
    long longest = 0;
    for (int i = 0; i < 200; i++) {
      time.sleep(3);
      clock.passed();
      if (i >= 64) {
        longest = Math.max(longest, time.milliseconds() - clock.nowMs());
      }
    }
    assertTrue(longest > 0 && longest <= 10, () -> "behind by more than 10 ms, or never behind");
  }

  @Test
  void whenLevelIsInfoThenDebugSensorsStayAtZero() {
    try (InstanceMetrics info = create("INFO")) {
      TaskMetrics task = thread(info).task("0_0", taskView());
      task.processed(10, 1_000, time.milliseconds());
      task.dropped(3, time.milliseconds());
      TaskTallies tallies = new TaskTallies(time);
      tallies.lateness().add(7);
      tallies.terminal("sink").add(8);
      task.report(tallies, time.milliseconds());
      assertEquals(Double.NaN, value(info, "stream-task-metrics", "record-lateness-avg"));
      assertEquals(8.0, value(info, "stream-processor-node-metrics", "record-e2e-latency-avg"));
      assertEquals(0.0, value(info, "stream-task-metrics", "process-total"));
      assertEquals(3.0, value(info, "stream-task-metrics", "dropped-records-total"));
    }
  }

  @Test
  void whenReportedByJmxThenBeansAreWhereKafkaStreamsHasThem() throws JMException {
    registerEverything();
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName thread =
        new ObjectName("kafka.streams:type=stream-thread-metrics,thread-id=cl-StreamThread-1");
    assertEquals(0.0, server.getAttribute(thread, "process-total"));
    ObjectName task =
        new ObjectName(
            "kafka.streams:type=stream-task-metrics,thread-id=cl-StreamThread-1,task-id=0_0");
    assertTrue(server.isRegistered(task));
    ObjectName client = new ObjectName("kafka.streams:type=stream-metrics,client-id=cl");
    assertEquals("app", server.getAttribute(client, "application-id"));
  }

  @Test
  void whenUserAddsSensorsThenTheyLookAsAtKafkaStreams() {
    StreamsMetrics user = thread().forUserCode();
    Sensor sensor =
        user.addLatencyRateTotalSensor("scope", "entity", "op", RecordingLevel.INFO, "k1", "v1");
    sensor.record(5);
    sensor.record(7);
    MetricName name = find(instance, "stream-scope-metrics", "op-latency-avg");
    assertEquals("The average latency of op", name.description());
    assertEquals(
        Map.of("thread-id", "cl-StreamThread-1", "scope-id", "entity", "k1", "v1"), name.tags());
    assertEquals(6.0, value("stream-scope-metrics", "op-latency-avg"));
    assertEquals(7.0, value("stream-scope-metrics", "op-latency-max"));
    assertEquals(2.0, value("stream-scope-metrics", "op-total"));
    Sensor again =
        user.addLatencyRateTotalSensor("scope", "entity", "op", RecordingLevel.INFO, "k1", "v1");
    assertEquals(sensor, again);
    user.removeSensor(sensor);
    assertTrue(
        user.metrics().keySet().stream().noneMatch(n -> n.group().equals("stream-scope-metrics")));
  }

  private List<AutoCloseable> registerEverything() {
    instance.describe(new ClientView(() -> state, "Topologies:\n", () -> 1));
    ThreadMetrics thread = thread();
    TaskMetrics task = thread.task("0_0", taskView());
    TaskTallies tallies = new TaskTallies(time);
    tallies.source("source").add(1);
    tallies.terminal("sink").add(1);
    tallies.suppress("suppress").count(1);
    tallies.closing("closing").count(1);
    tallies.consumed("source", "in").add(new ConsumerRecord<>("in", 0, 0, new byte[3], null));
    tallies.produced("sink", "out");
    task.report(tallies, time.milliseconds());
    task.stores(
        (metrics, tags) -> {
          Map<String, String> all = new HashMap<>(tags);
          all.put("rocksdb-state-id", "counts");
          MetricName name =
              metrics.metricName(
                  "num-open-iterators",
                  "stream-state-metrics",
                  "The current number of iterators on the store that have been created, but not yet"
                      + " closed",
                  all);
          metrics.addMetric(name, (Gauge<Integer>) (config, now) -> 1);
          return () -> metrics.removeMetric(name);
        });
    RestoreMetrics restore = instance.restoreThread("cl-StateUpdater-1");
    return List.of(task, thread, restore);
  }

  private ThreadMetrics thread() {
    return thread(instance);
  }

  private ThreadMetrics thread(InstanceMetrics metrics) {
    return metrics.thread("cl-StreamThread-1", new ThreadView(() -> state, () -> 77, 5));
  }

  private static TaskView taskView() {
    return new TaskView(() -> 3, () -> 4, () -> 5);
  }

  private Object value(String group, String name) {
    return value(instance, group, name);
  }

  private static Object value(InstanceMetrics metrics, String group, String name) {
    return java.util.Objects.requireNonNull(metrics.all().get(find(metrics, group, name)))
        .metricValue();
  }

  private static MetricName find(InstanceMetrics metrics, String group, String name) {
    return metrics.all().keySet().stream()
        .filter(n -> n.group().equals(group) && n.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no metric " + group + "/" + name));
  }

  private static String row(String group, String name, Set<String> tags, String description) {
    return group
        + " | "
        + name
        + " | "
        + String.join(",", new TreeSet<>(tags))
        + " | "
        + description;
  }

  private static Set<String> observedAtKafkaStreams() throws IOException {
    Set<String> rows = new TreeSet<>();
    try (InputStream in =
            InstanceMetricsTest.class.getResourceAsStream("kafka-streams-4.3.1-metrics.txt");
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(assertStream(in), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] columns = line.split(" \\| ", -1);
        if (columns.length == 4 && !line.startsWith("#")) {
          rows.add(row(columns[0], columns[1], Set.of(columns[2].split(",")), columns[3]));
        }
      }
    }
    assertEquals(243, rows.size());
    return rows;
  }

  private static InputStream assertStream(@org.jspecify.annotations.Nullable InputStream in) {
    assertNotNull(in);
    return in;
  }

  private InstanceMetrics create(String level) {
    ConfigDef keys =
        new ConfigDef()
            .define(
                CommonClientConfigs.METRICS_NUM_SAMPLES_CONFIG,
                ConfigDef.Type.INT,
                2,
                ConfigDef.Importance.LOW,
                "")
            .define(
                CommonClientConfigs.METRICS_SAMPLE_WINDOW_MS_CONFIG,
                ConfigDef.Type.LONG,
                30_000,
                ConfigDef.Importance.LOW,
                "")
            .define(
                CommonClientConfigs.METRICS_RECORDING_LEVEL_CONFIG,
                ConfigDef.Type.STRING,
                "INFO",
                ConfigDef.Importance.LOW,
                "")
            .define(
                CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG,
                ConfigDef.Type.LIST,
                JmxReporter.class.getName(),
                ConfigDef.Importance.LOW,
                "");
    AbstractConfig config =
        new AbstractConfig(
            keys, Map.of(CommonClientConfigs.METRICS_RECORDING_LEVEL_CONFIG, level), false);
    return InstanceMetrics.create(config, new InstanceMetrics.Identity("app", "cl", PROCESS), time);
  }
}
