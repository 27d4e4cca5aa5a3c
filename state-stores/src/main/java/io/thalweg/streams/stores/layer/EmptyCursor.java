package io.thalweg.streams.stores.layer;

import io.thalweg.streams.stores.engine.ByteCursor;
import java.util.NoSuchElementException;

/** Stands for an engine that need not be asked. */
enum EmptyCursor implements ByteCursor {
  INSTANCE;

  @Override
  public boolean isValid() {
    return false;
  }

  @Override
  public void seekToFirst() {
    // there is none
  }

  @Override
  public void seekToLast() {
    // there is none
  }

  @Override
  public void seek(byte[] key) {
    // there is none
  }

  @Override
  public void seekForPrev(byte[] key) {
    // there is none
  }

  @Override
  public void next() {
    throw new NoSuchElementException();
  }

  @Override
  public void prev() {
    throw new NoSuchElementException();
  }

  @Override
  public byte[] key() {
    throw new NoSuchElementException();
  }

  @Override
  public byte[] value() {
    throw new NoSuchElementException();
  }

  @Override
  public void close() {
    // nothing is held
  }
}
