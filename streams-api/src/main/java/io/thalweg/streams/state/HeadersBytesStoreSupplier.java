package io.thalweg.streams.state;

/** Marks a supplier of stores whose values start with the headers of their record. */
public interface HeadersBytesStoreSupplier {}
