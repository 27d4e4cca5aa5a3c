package io.thalweg.streams.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** What a script saw, line by line. */
public final class Transcript {
  private final List<String> lines = new ArrayList<>();

  /** Notes something. */
  public void note(String line) {
    lines.add(line);
  }

  /** Notes the outcome of something: its result, or the types of what it threw. */
  public void note(String what, Callable<?> action) {
    String outcome;
    try {
      outcome = " = " + action.call();
    } catch (Exception e) {
      outcome = " throws " + types(e);
    }
    lines.add(what + outcome);
  }

  /** As {@link #note(String, Callable)}, with the message of what is thrown. */
  public void noteMessage(String what, Callable<?> action) {
    note(
        what,
        () -> {
          try {
            return action.call();
          } catch (Exception e) {
            return e.getClass().getSimpleName() + ": " + e.getMessage();
          }
        });
  }

  /** The type a test would name, and that of the cause. */
  private static String types(Throwable error) {
    Throwable cause = error.getCause();
    String type = type(error);
    return type + (cause == null || type.equals(type(cause)) ? "" : " by " + type(cause));
  }

  private static String type(Throwable error) {
    for (Class<?> type = error.getClass(); type != null; type = type.getSuperclass()) {
      if (type.getSimpleName().equals("StreamsException")) {
        return "StreamsException";
      }
    }
    return error.getClass().getSimpleName();
  }

  /** Headers as text. */
  public static String text(Headers headers) {
    StringBuilder text = new StringBuilder();
    for (Header header : headers) {
      text.append(header.key()).append('=').append(header.value().length);
    }
    return text.toString();
  }

  /** All lines. */
  public String text() {
    return String.join("\n", lines);
  }
}
