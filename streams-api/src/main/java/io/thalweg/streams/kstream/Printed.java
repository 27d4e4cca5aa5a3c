package io.thalweg.streams.kstream;

import io.thalweg.streams.errors.TopologyException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How records are printed: where to, with which label and mapper. Its {@code with} methods change
 * it in place.
 *
 * @param <K> key type
 * @param <V> value type
 */
public class Printed<K, V> implements NamedOperation<Printed<K, V>> {
  /** Where to print. */
  protected final OutputStream outputStream;

  /** Stands before each line; null means the name of the processor. */
  protected @Nullable String label;

  /** Name of the processor; null means a generated one. */
  protected @Nullable String processorName;

  /** Makes the text of a record. */
  protected KeyValueMapper<? super K, ? super V, String> mapper =
      (key, value) -> key + ", " + value;

  private Printed(OutputStream outputStream) {
    this.outputStream = outputStream;
  }

  /** Copies {@code printed}. */
  protected Printed(Printed<K, V> printed) {
    this(printed.outputStream);
    label = printed.label;
    mapper = printed.mapper;
    processorName = printed.processorName;
  }

  /**
   * Prints to a file, which is made, or emptied, at once.
   *
   * @throws NullPointerException if {@code filePath} is null
   * @throws TopologyException if {@code filePath} is blank or can not be written
   */
  public static <K, V> Printed<K, V> toFile(String filePath) {
    Objects.requireNonNull(filePath, "filePath must not be null");
    if (filePath.isBlank()) {
      throw new TopologyException("filePath must not be blank.");
    }
    try {
      return new Printed<>(Files.newOutputStream(Path.of(filePath)));
    } catch (IOException e) {
      throw new TopologyException("The file '" + filePath + "' can not be written.", e);
    }
  }

  /** Prints to the standard output. */
  public static <K, V> Printed<K, V> toSysOut() {
    return new Printed<>(System.out);
  }

  /**
   * Sets the label that stands before each line.
   *
   * @throws NullPointerException if {@code label} is null
   */
  public Printed<K, V> withLabel(String label) {
    this.label = Objects.requireNonNull(label, "label must not be null");
    return this;
  }

  /**
   * Sets what makes the text of a record.
   *
   * @throws NullPointerException if {@code mapper} is null
   */
  public Printed<K, V> withKeyValueMapper(KeyValueMapper<? super K, ? super V, String> mapper) {
    this.mapper = Objects.requireNonNull(mapper, "mapper must not be null");
    return this;
  }

  /** Sets the name of the processor; null means a generated one. */
  @Override
  public Printed<K, V> withName(@Nullable String processorName) {
    this.processorName = processorName;
    return this;
  }
}
