package io.thalweg.streams.stores.face;

import io.thalweg.streams.stores.answer.Answering;
import io.thalweg.streams.stores.layer.OwnerReader;

/** What all facades answer alike. */
public record FacadeBase(
    String name, boolean persistent, OwnerReader<?, ?> reader, Answering answers) {
  public boolean isOpen() {
    return reader.isOpen();
  }

  public void checkOpen() {
    reader.checkOpen();
  }
}
