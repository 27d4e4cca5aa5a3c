package io.thalweg.streams.dsl.view;

import io.thalweg.streams.kstream.KeyValueMapper;
import io.thalweg.streams.kstream.Printed;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Read access to a {@link Printed}. */
public final class PrintedView<K, V> extends Printed<K, V> {
  /** Copies {@code printed}. */
  public PrintedView(Printed<K, V> printed) {
    super(printed);
  }

  /** Where to print. */
  public OutputStream outputStream() {
    return outputStream;
  }

  /** What stands before each line, or null. */
  public @Nullable String label() {
    return label;
  }

  /** What makes the text. */
  public KeyValueMapper<? super K, ? super V, String> mapper() {
    return mapper;
  }

  /** Name of the processor, or null. */
  public @Nullable String name() {
    return processorName;
  }
}
