package io.thalweg.streams.dsl.view;

import io.thalweg.streams.kstream.Named;

/** Read access to a {@link Named}. */
public final class NamedView extends Named {
  /** Copies {@code named}. */
  public NamedView(Named named) {
    super(named);
  }

  /** The name. */
  public String name() {
    return name;
  }
}
