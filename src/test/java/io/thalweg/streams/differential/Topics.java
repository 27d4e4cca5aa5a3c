package io.thalweg.streams.differential;

import java.util.List;

/**
 * The names of one scenario's topics in one run. Scenario names contain neither dot nor hyphen, so
 * that no application id is a prefix of another's internal topics.
 *
 * @param inputs prefix of the input topics, which both engines read
 * @param run prefix of all that one engine writes
 */
public record Topics(String inputs, String run, String scenario) {
  public String in(String name) {
    return inputs + "." + scenario + "." + name;
  }

  public String out(String name) {
    return run + "." + scenario + "." + name;
  }

  public String applicationId() {
    return run + "." + scenario;
  }

  /** A text in which the names no longer tell which run they are of. */
  public String neutral(String text) {
    return text.replace(applicationId(), "@").replace(inputs + "." + scenario, "@in");
  }

  boolean isInternal(String topic) {
    return topic.startsWith(applicationId() + "-");
  }

  boolean isOutput(String topic) {
    return topic.startsWith(applicationId() + ".");
  }

  List<String> internal(Iterable<String> topics) {
    List<String> found = new java.util.ArrayList<>();
    topics.forEach(
        topic -> {
          if (isInternal(topic)) {
            found.add(topic);
          }
        });
    return found;
  }
}
