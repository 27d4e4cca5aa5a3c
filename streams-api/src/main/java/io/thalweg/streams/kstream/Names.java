package io.thalweg.streams.kstream;

import io.thalweg.streams.errors.TopologyException;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The one rule for names of processors, stores and topics. */
final class Names {
  private static final int MAX_LENGTH = 249;
  private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]+");

  private Names() {}

  static String check(@Nullable String name) {
    Objects.requireNonNull(name, "name must not be null");
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      throw new TopologyException(
          "Name '" + name + "' is not allowed; a name must not be empty, '.' or '..'.");
    }
    if (name.length() > MAX_LENGTH) {
      throw new TopologyException(
          "Name '"
              + name
              + "' has "
              + name.length()
              + " characters; at most "
              + MAX_LENGTH
              + " are allowed.");
    }
    if (!LEGAL.matcher(name).matches()) {
      throw new TopologyException(
          "Name '"
              + name
              + "' has a character other than ASCII letters, digits, '.', '_' and '-'.");
    }
    return name;
  }
}
