package io.thalweg.streams.runtime.metrics;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * The ids that brokers give to clients for the metrics they push (KIP-714, KIP-1076). Any thread
 * asks; the owner of a client answers between two polls, for nobody else may use a consumer. A
 * client gets its id some time after its first request; one with metrics push off, or of a cluster
 * that takes no metrics, has none.
 */
public final class ClientIds {
  private final Time time;
  private final Object lock = new Object();
  // set and cleared under lock by askers; read by owners
  private volatile @Nullable Question open;

  public ClientIds(Time time) {
    this.time = time;
  }

  /** One client, as its owner asks it. */
  public interface Client {
    /** As {@code clientInstanceId} of Kafka's clients, which is null while there is none. */
    @Nullable Uuid instanceId(Duration timeout);
  }

  /** What is known of the clients asked for. */
  private static final class Question {
    // guarded by this
    private final Map<String, Uuid> found = new TreeMap<>();
    private final Set<String> asked = new HashSet<>();
    private final Set<String> settled = new HashSet<>();
  }

  /**
   * The ids of these clients and of any other that can tell at once, by client id; without those
   * that have none or did not get one in time.
   *
   * @param deadlineMs until when to wait
   * @throws TimeoutException if the owner of one of these clients was too busy to look
   */
  public Map<String, Uuid> ask(Set<String> clients, long deadlineMs) {
    synchronized (lock) { // one question at a time
      Question question = new Question();
      open = question;
      try {
        time.waitObject(question, () -> question.settled.containsAll(clients), deadlineMs);
      } catch (TimeoutException e) {
        requireAllAsked(question, clients);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        open = null;
      }
      synchronized (question) {
        return Map.copyOf(question.found);
      }
    }
  }

  private static void requireAllAsked(Question question, Set<String> clients) {
    synchronized (question) {
      for (String client : new TreeSet<>(clients)) {
        if (!question.asked.contains(client)) {
          throw new TimeoutException(
              "Could not retrieve consumer/producer instance id for " + client + ".");
        }
      }
    }
  }

  /** Answers for a client if its id is asked for. Its owner only; else a volatile read. */
  public void answer(String clientId, Client client) {
    Question question = open;
    if (question == null) {
      return;
    }
    synchronized (question) {
      if (question.settled.contains(clientId)) {
        return;
      }
      try {
        question.asked.add(clientId);
        Uuid id = client.instanceId(Duration.ZERO);
        if (id == null) {
          return; // asked again after the next poll
        }
        question.found.put(clientId, id);
      } catch (IllegalStateException | UnsupportedOperationException e) {
        // metrics push is off, or this is not Kafka's own client: there is none
      }
      question.settled.add(clientId);
      question.notifyAll();
    }
  }
}
