package io.thalweg.streams;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** The rules for client tags and the tags that count in assignment. */
final class ClientTags {
  static final ConfigDef.Validator AT_MOST_FIVE =
      ConfigDef.ListSize.atMostOfSize(StreamsConfig.MAX_RACK_AWARE_ASSIGNMENT_TAG_LIST_SIZE);

  private ClientTags() {}

  static void check(Map<String, String> clientTags, List<String> assignmentTags) {
    clientTags.forEach(
        (key, value) -> {
          String config = StreamsConfig.clientTagPrefix(key);
          atMost(StreamsConfig.MAX_RACK_AWARE_ASSIGNMENT_TAG_KEY_LENGTH, config, key, "key");
          atMost(StreamsConfig.MAX_RACK_AWARE_ASSIGNMENT_TAG_VALUE_LENGTH, config, value, "value");
        });
    for (String tag : assignmentTags) {
      if (!clientTags.containsKey(tag)) {
        throw new ConfigException(
            StreamsConfig.RACK_AWARE_ASSIGNMENT_TAGS_CONFIG,
            assignmentTags,
            "The tag " + tag + " has no value; set " + StreamsConfig.clientTagPrefix(tag) + ".");
      }
    }
  }

  private static void atMost(int length, String config, String text, String part) {
    if (text.length() > length) {
      throw new ConfigException(
          config, text, "The " + part + " of a tag has at most " + length + " characters.");
    }
  }
}
