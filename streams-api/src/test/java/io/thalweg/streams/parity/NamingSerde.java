package io.thalweg.streams.parity;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.Serdes;

/** Leaves its name in the bytes it writes. The one made without a name is the default one. */
public final class NamingSerde extends Serdes.WrapperSerde<String> {
  private static final Pattern NAME = Pattern.compile("~([a-z]+)~");

  public NamingSerde() {
    this("default");
  }

  NamingSerde(String name) {
    super(
        (topic, data) ->
            data == null ? null : (data + "~" + name + "~").getBytes(StandardCharsets.UTF_8),
        (topic, bytes) ->
            bytes == null
                ? null
                : NAME.matcher(new String(bytes, StandardCharsets.UTF_8)).replaceAll(""));
  }

  /** The name in the bytes, or their number if there is none. */
  static String nameIn(byte[] bytes) {
    Matcher matcher = NAME.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
    return matcher.find() ? matcher.group(1) : bytes.length + " bytes";
  }
}
