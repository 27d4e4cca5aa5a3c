package io.thalweg.streams.kstream;

/** The option of overloads without a name. */
final class Unnamed {
  /** No name: one is generated. */
  static final Named NAMED = new Named();

  private Unnamed() {}
}
