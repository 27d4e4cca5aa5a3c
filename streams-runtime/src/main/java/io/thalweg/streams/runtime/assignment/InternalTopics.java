package io.thalweg.streams.runtime.assignment;

import io.thalweg.streams.errors.StreamsException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure that the application's own topics exist and have the right number of partitions.
 *
 * <p>Runs inside the group leader's {@code assign}, the one place where the engine waits for an
 * admin request; it waits by the injected clock, in small steps, so that a simulated clock moves.
 * Stateless between calls; any thread may call.
 */
public final class InternalTopics {
  private static final Logger LOG = LoggerFactory.getLogger(InternalTopics.class);
  private static final long WAIT_STEP_MS = 1;

  private final Admin admin;
  private final TopicSettings settings;
  private final Time time;

  public InternalTopics(Admin admin, TopicSettings settings, Time time) {
    this.admin = admin;
    this.settings = settings;
    this.time = time;
  }

  /**
   * Returns once every topic exists with that number of partitions. Topics that are missing are
   * created; whatever may pass (a broker away, a topic being deleted, another member creating it
   * too) is tried again until the deadline.
   *
   * @param wanted partitions by topic
   * @throws StreamsException if a topic exists with another number of partitions, is refused by the
   *     broker, or is not there by the deadline
   */
  public void ensure(Map<InternalTopic, Integer> wanted) {
    if (wanted.isEmpty()) {
      return;
    }
    new Attempt(wanted).run();
  }

  /** One call: which topics are still open, and why. Used by the calling thread only. */
  private final class Attempt {
    private final SortedMap<InternalTopic, Integer> open =
        new TreeMap<>(Comparator.comparing(InternalTopic::name));
    private final Map<String, Throwable> lastErrors = new TreeMap<>();
    private final long deadlineMs = time.milliseconds() + settings.deadlineMs();

    Attempt(Map<InternalTopic, Integer> wanted) {
      open.putAll(wanted);
    }

    void run() {
      while (true) {
        lastErrors.clear();
        List<InternalTopic> missing = describe();
        if (open.isEmpty()) {
          return;
        }
        // Topics just created are described once more, so that they are known to brokers.
        boolean allCreated = create(missing) && missing.size() == open.size();
        if (time.milliseconds() >= deadlineMs) {
          throw late();
        }
        time.sleep(allCreated ? WAIT_STEP_MS : settings.backoffMs());
      }
    }

    /** Closes the topics that exist and are right; returns those that do not exist. */
    private List<InternalTopic> describe() {
      Map<String, KafkaFuture<TopicDescription>> answers =
          admin
              .describeTopics(open.keySet().stream().map(InternalTopic::name).toList())
              .topicNameValues();
      List<InternalTopic> missing = new ArrayList<>();
      for (InternalTopic topic : List.copyOf(open.keySet())) {
        Answer<TopicDescription> answer = await(answers.get(topic.name()));
        if (answer.value() != null) {
          check(topic, answer.value().partitions().size());
          open.remove(topic);
        } else if (answer.error() instanceof UnknownTopicOrPartitionException) {
          missing.add(topic);
        } else {
          retryOrThrow(topic, answer.error(), "describe");
        }
      }
      return missing;
    }

    private void check(InternalTopic topic, int actual) {
      int expected = open.getOrDefault(topic, actual);
      if (actual != expected) {
        throw new StreamsException(
            "Existing internal topic "
                + topic.name()
                + " has invalid partitions: expected: "
                + expected
                + "; actual: "
                + actual
                + ". The number follows from the topology and its source topics, so either changed"
                + " since the topic was made. Use 'org.apache.kafka.tools.StreamsResetter' tool to"
                + " clean up invalid topics before processing, or start with another"
                + " application.id.");
      }
    }

    /** Whether all were created. */
    private boolean create(List<InternalTopic> missing) {
      if (missing.isEmpty()) {
        return true;
      }
      Map<String, KafkaFuture<Void>> answers =
          admin.createTopics(missing.stream().map(this::newTopic).toList()).values();
      boolean all = true;
      for (InternalTopic topic : missing) {
        Throwable error = await(answers.get(topic.name())).error();
        if (error == null) {
          LOG.info("Created internal topic {} with {} partitions", topic.name(), open.get(topic));
        } else {
          all = false;
          // Exists: another leader was quicker, or it is on its way out; describe will tell.
          if (error instanceof TopicExistsException) {
            lastErrors.put(topic.name(), error);
          } else {
            retryOrThrow(topic, error, "create");
          }
        }
      }
      return all;
    }

    private NewTopic newTopic(InternalTopic topic) {
      return new NewTopic(
              topic.name(),
              Optional.ofNullable(open.get(topic)),
              Optional.of(settings.replicationFactor()))
          .configs(InternalTopicConfigs.of(topic, settings));
    }

    private void retryOrThrow(InternalTopic topic, @Nullable Throwable error, String what) {
      if (!(error instanceof RetriableException)) {
        throw new StreamsException(
            "Could not "
                + what
                + " internal topic "
                + topic.name()
                + " ("
                + open.get(topic)
                + " partitions, replication factor "
                + settings.replicationFactor()
                + ", configs "
                + InternalTopicConfigs.of(topic, settings)
                + "): "
                + error,
            error);
      }
      LOG.debug("Will retry to {} internal topic {}", what, topic.name(), error);
      lastErrors.put(topic.name(), error);
    }

    private StreamsException late() {
      Throwable cause = lastErrors.values().stream().findFirst().orElse(null);
      return new StreamsException(
          "Internal topics not ready within "
              + settings.deadlineMs()
              + " ms: "
              + open.keySet().stream().map(InternalTopic::name).toList()
              + "; last errors "
              + lastErrors
              + ". Check that the brokers are reachable and let this application create topics, and"
              + " that no such topic is being deleted.",
          cause);
    }

    private <T> Answer<T> await(@Nullable KafkaFuture<T> future) {
      if (future == null) {
        return new Answer<>(null, new TimeoutException("The admin client gave no answer."));
      }
      while (!future.isDone()) {
        if (time.milliseconds() >= deadlineMs) {
          return new Answer<>(null, new TimeoutException("No answer from the cluster in time."));
        }
        time.sleep(WAIT_STEP_MS);
      }
      try {
        return new Answer<>(future.getNow(null), null);
      } catch (ExecutionException e) {
        return new Answer<>(null, e.getCause() == null ? e : e.getCause());
      } catch (InterruptedException e) {
        throw new org.apache.kafka.common.errors.InterruptException(e);
      }
    }
  }

  /** A value, or why there is none; a create request answers neither. */
  private record Answer<T>(@Nullable T value, @Nullable Throwable error) {}
}
