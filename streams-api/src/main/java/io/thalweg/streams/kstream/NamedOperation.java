package io.thalweg.streams.kstream;

/**
 * An option class that carries the name of a processor.
 *
 * @param <T> the option class itself
 */
public interface NamedOperation<T extends NamedOperation<T>> {
  /** Sets the name of the processor; null lets one be generated. */
  T withName(String name);
}
