package io.thalweg.streams.runtime.worker;

import io.thalweg.streams.AutoOffsetReset;
import io.thalweg.streams.KafkaClientSupplier;
import io.thalweg.streams.StreamsConfig;
import io.thalweg.streams.runtime.assignment.AssignmentTopology;
import io.thalweg.streams.runtime.assignment.AssignorWiring;
import io.thalweg.streams.runtime.assignment.InternalTopics;
import io.thalweg.streams.runtime.assignment.LocalProcess;
import io.thalweg.streams.runtime.assignment.MemberAssignment;
import io.thalweg.streams.runtime.assignment.PlanSettings;
import io.thalweg.streams.runtime.exec.Mailbox;
import io.thalweg.streams.runtime.metrics.ClientIds;
import io.thalweg.streams.runtime.metrics.InstanceMetrics;
import io.thalweg.streams.runtime.metrics.ThreadView;
import io.thalweg.streams.runtime.output.Committer;
import io.thalweg.streams.runtime.output.RecordCollector;
import io.thalweg.streams.runtime.output.StreamsProducer;
import io.thalweg.streams.runtime.query.QueryRouter;
import io.thalweg.streams.runtime.restore.RestoreService;
import io.thalweg.streams.runtime.task.Blueprints;
import io.thalweg.streams.stores.StateEngine;
import io.thalweg.streams.stores.directory.StateDirectory;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/** Makes the stream threads of one instance, each complete. Safe from any thread. */
public final class ThreadAssembly {
  /** Messages a stream thread may have waiting: a restore outcome per task and a few commands. */
  private static final int MAILBOX_CAPACITY = 100_000;

  private final Instance instance;
  private final Topology topology;
  private final Services services;

  /** Who the instance is. */
  public record Instance(
      String clientId,
      LocalProcess process,
      StreamsConfig config,
      KafkaClientSupplier clients,
      Time time) {}

  /** What it runs. */
  public record Topology(
      AssignmentTopology topics,
      Set<String> subscription,
      @Nullable Pattern pattern,
      Map<String, AutoOffsetReset> offsetResets,
      Supplier<Blueprints> blueprints) {}

  /**
   * What its threads share.
   *
   * @param assignments is told of each, on the stream threads
   */
  public record Services(
      Admin admin,
      InternalTopics internalTopics,
      State state,
      QueryRouter queries,
      InstanceMetrics metrics,
      ThreadObserver observer,
      java.util.function.Consumer<MemberAssignment> assignments,
      ClientIds clientIds) {}

  /** Where state lives and how it is restored. */
  public record State(
      StateEngine engine, StateDirectory directory, TaskLocks locks, RestoreService restores) {}

  public ThreadAssembly(Instance instance, Topology topology, Services services) {
    this.instance = instance;
    this.topology = topology;
    this.services = services;
  }

  /** Makes a thread, not started. {@code index} is unique in the instance. */
  public StreamThread make(int index) {
    String name = instance.clientId + "-StreamThread-" + index;
    ThreadSettings settings = ThreadSettings.of(instance.config);
    Mailbox<Command> mailbox = new Mailbox<>(name, MAILBOX_CAPACITY);
    AssignmentInbox inbox = new AssignmentInbox(new UnusedState(services.state));
    Consumer<byte[], byte[]> consumer = consumer(name, index, inbox);
    StreamsProducer producer = producer(instance, name, index, settings.exactlyOnce());
    RecordCollector collector =
        new RecordCollector(
            producer, instance.config.productionExceptionHandler(), maxRequestSize(instance, name));
    Committer committer = new Committer(consumer, producer, collector);
    TaskRoster roster = new TaskRoster();
    StateHolder state = new StateHolder();
    TaskReports reports =
        new TaskReports(
            services.metrics.thread(
                name, new ThreadView(state, state::blockedNanos, instance.time.milliseconds())),
            state);
    TaskFactory factory =
        factory(consumer, new TaskFactory.Outputs(collector, reports.thread().forUserCode()));
    TaskKeeper keeper =
        new TaskKeeper(
            name,
            roster,
            factory,
            services.state.locks,
            consumer,
            new KeeperPorts(name, services, mailbox, reports, state, instance.time));
    Processing processing =
        new Processing(
            consumer,
            roster,
            new Processing.Outputs(
                producer,
                collector,
                committer,
                new RepartitionPurger(services.admin, settings.purgeIntervalMs())),
            settings,
            reports,
            instance.time);
    GroupClient group =
        new GroupClient(
            consumer,
            new GroupClient.Subscription(topology.subscription, topology.pattern),
            new GroupClient.Tasks(roster, keeper, factory, committer),
            inbox);
    return new StreamThread(
        name,
        mailbox,
        group,
        processing,
        new FailurePolicy(settings.taskTimeoutMs()),
        new StreamThread.Life(state, services.observer, answers(name, consumer, producer)));
  }

  private Runnable answers(
      String name, Consumer<byte[], byte[]> consumer, StreamsProducer producer) {
    String consumerId = consumerId(name);
    String producerId = producerId(name);
    ClientIds.Client ofConsumer = consumer::clientInstanceId;
    ClientIds.Client ofProducer = producer::clientInstanceId;
    return () -> {
      services.clientIds.answer(consumerId, ofConsumer);
      services.clientIds.answer(producerId, ofProducer);
    };
  }

  private Consumer<byte[], byte[]> consumer(String name, int index, AssignmentInbox inbox) {
    Map<String, Object> configs = consumerConfigs(instance, name, index);
    new AssignorWiring(
            topology.topics,
            services.internalTopics,
            instance.process,
            new PlanSettings(instance.config.getInt(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG)),
            inbox::localTasks,
            assignment -> {
              inbox.accept(assignment);
              services.assignments.accept(assignment);
            })
        .addTo(configs);
    return instance.clients.getConsumer(configs);
  }

  /** The client id of a thread's consumer. */
  public static String consumerId(String thread) {
    return thread + "-consumer";
  }

  /** The client id of a thread's producer. */
  public static String producerId(String thread) {
    return thread + "-producer";
  }

  /** The main consumer's configuration, still without an assignor. */
  static Map<String, Object> consumerConfigs(Instance instance, String name, int index) {
    String group = instance.config.getString(StreamsConfig.APPLICATION_ID_CONFIG);
    return new HashMap<>(instance.config.getMainConsumerConfigs(group, consumerId(name), index));
  }

  static StreamsProducer producer(Instance instance, String name, int index, boolean exactlyOnce) {
    Map<String, Object> configs =
        new HashMap<>(instance.config.getProducerConfigs(producerId(name)));
    if (exactlyOnce) {
      configs.put(
          ProducerConfig.TRANSACTIONAL_ID_CONFIG,
          instance.config.getString(StreamsConfig.APPLICATION_ID_CONFIG)
              + "-"
              + instance.process.id()
              + "-"
              + index);
    }
    return new StreamsProducer(() -> instance.clients.getProducer(configs), exactlyOnce);
  }

  static int maxRequestSize(Instance instance, String name) {
    Object value =
        new ProducerConfig(withSerializers(instance.config.getProducerConfigs(name)))
            .getInt(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
    return (Integer) value;
  }

  private static Map<String, Object> withSerializers(Map<String, Object> configs) {
    Map<String, Object> complete = new HashMap<>(configs);
    String serializer = org.apache.kafka.common.serialization.ByteArraySerializer.class.getName();
    complete.putIfAbsent(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, serializer);
    complete.putIfAbsent(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, serializer);
    return complete;
  }

  private TaskFactory factory(Consumer<byte[], byte[]> consumer, TaskFactory.Outputs outputs) {
    return new TaskFactory(
        topology.blueprints.get(),
        instance.config,
        new TaskFactory.Storage(
            services.state.engine,
            services.state.directory,
            topology.offsetResets,
            topology.topics),
        consumer,
        outputs,
        instance.time);
  }
}
