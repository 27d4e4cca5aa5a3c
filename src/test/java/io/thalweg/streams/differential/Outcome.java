package io.thalweg.streams.differential;

import java.util.List;
import java.util.SortedMap;

/**
 * All that one run of a scenario left behind; topics are named without what is different between
 * runs.
 *
 * @param description of the topology
 * @param internalTopics partition count and settings that are not the broker's, by topic
 * @param records of output and internal topics, by topic and partition
 * @param committed the metadata text beside each committed offset, and the offset unless it depends
 *     on transaction markers, by topic partition
 * @param probed what the topology did besides writing
 */
record Outcome(
    String description,
    SortedMap<String, String> internalTopics,
    SortedMap<String, SortedMap<Integer, List<Entry>>> records,
    SortedMap<String, String> committed,
    List<String> probed) {

  /**
   * One record; bytes as readable text.
   *
   * @param key as text, "null" for no key
   */
  record Entry(String key, String value, long timestamp, String headers) {
    boolean hasKey() {
      return !key.equals("null");
    }
  }

  static boolean isChangelog(String topic) {
    return topic.endsWith("-changelog");
  }
}
