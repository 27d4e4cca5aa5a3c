package io.thalweg.streams.dsl.view;

import io.thalweg.streams.kstream.Named;
import org.jspecify.annotations.Nullable;

/** Read access to a {@link Named}. */
public final class NamedView extends Named {
  /** Copies {@code named}. */
  public NamedView(Named named) {
    super(named);
  }

  /** The name, or null. */
  public @Nullable String name() {
    return name;
  }
}
