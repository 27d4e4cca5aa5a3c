package io.thalweg.streams.plan;

import java.util.List;
import java.util.regex.Pattern;

/** The topics a source reads. Repartition topics stand here without the application id prefix. */
public sealed interface TopicSelection {
  /** A fixed list, in the order given. */
  record Names(List<String> topics) implements TopicSelection {
    public Names {
      topics = List.copyOf(topics);
    }
  }

  /** Every topic whose whole name matches. */
  record Matching(Pattern pattern) implements TopicSelection {}
}
