package io.thalweg.streams.dsl;

import io.thalweg.streams.dsl.view.PrintedView;
import io.thalweg.streams.kstream.ForeachAction;
import io.thalweg.streams.kstream.KeyValueMapper;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Prints records as {@code [label]: key, value}, line by line. */
final class Printing {
  private Printing() {}

  static ForeachAction<Object, Object> action(PrintedView<?, ?> printed, String defaultLabel) {
    String label = printed.label() != null ? printed.label() : defaultLabel;
    KeyValueMapper<Object, Object, String> text = Erased.cast(printed.mapper());
    PrintWriter out =
        new PrintWriter(
            new OutputStreamWriter(printed.outputStream(), StandardCharsets.UTF_8), true);
    return (key, value) -> out.println("[" + label + "]: " + text.apply(key, value));
  }
}
