package io.thalweg.streams.kstream.internals;

import io.thalweg.streams.kstream.Window;

/** Guards against comparing windows of different kinds. */
final class WindowKinds {
  private WindowKinds() {}

  static void same(Window one, Window other) {
    if (one.getClass() != other.getClass()) {
      throw new IllegalArgumentException(
          "Windows of different kinds do not compare: "
              + one.getClass().getName()
              + " and "
              + other.getClass().getName());
    }
  }
}
