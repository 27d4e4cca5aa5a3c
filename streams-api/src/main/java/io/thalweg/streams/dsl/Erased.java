package io.thalweg.streams.dsl;

/**
 * The one place where types are dropped on the way from the typed language to the plan. The
 * language has checked them; behind it all is {@code Object}.
 */
final class Erased {
  private Erased() {}

  @SuppressWarnings("unchecked") // see above
  static <T> T cast(Object typed) {
    return (T) typed;
  }
}
