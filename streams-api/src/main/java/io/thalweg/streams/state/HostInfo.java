package io.thalweg.streams.state;

import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** The host and port of an instance, as its {@code application.server} says. */
public class HostInfo {
  private final String host;
  private final int port;

  /** Makes the address {@code host:port}. */
  public HostInfo(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /**
   * Reads {@code host:port}.
   *
   * @return the address, or null if {@code endPoint} is null or blank
   * @throws ConfigException if {@code endPoint} has no host and port
   */
  public static @Nullable HostInfo buildFromEndpoint(@Nullable String endPoint) {
    if (endPoint == null || endPoint.isBlank()) {
      return null;
    }
    String host = Utils.getHost(endPoint);
    Integer port = Utils.getPort(endPoint);
    if (host == null || port == null) {
      throw new ConfigException(
          "application.server is '" + endPoint + "'; it must have the form host:port.");
    }
    return new HostInfo(host, port);
  }

  /** Stands for an address that is not known. */
  public static HostInfo unavailable() {
    return new HostInfo("unavailable", -1);
  }

  /** The host. */
  public String host() {
    return host;
  }

  /** The port. */
  public int port() {
    return port;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HostInfo that && port == that.port && host.equals(that.host);
  }

  @Override
  public int hashCode() {
    return 31 * host.hashCode() + port;
  }

  @Override
  public String toString() {
    return "HostInfo{host='" + host + "', port=" + port + '}';
  }
}
