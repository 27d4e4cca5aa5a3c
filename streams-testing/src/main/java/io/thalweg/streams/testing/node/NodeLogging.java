package io.thalweg.streams.testing.node;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Logging of a node's JVM: one line per event to standard error, which the parent sent to the
 * node's log file. Named by a system property of the child and not registered as a service, so that
 * neither the application's logging back end is used for a broker, nor this one for the
 * application.
 */
public final class NodeLogging implements SLF4JServiceProvider, ILoggerFactory {
  /** System property with the least level that is written, {@code INFO} if absent. */
  public static final String LEVEL_PROPERTY = "thalweg.test.kafka.log.level";

  private final Level least = Level.valueOf(System.getProperty(LEVEL_PROPERTY, "INFO"));
  private final Map<String, Logger> loggers = new ConcurrentHashMap<>();
  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter contexts = new NOPMDCAdapter();

  @Override
  public ILoggerFactory getLoggerFactory() {
    return this;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return contexts;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }

  @Override
  public void initialize() {}

  @Override
  public Logger getLogger(String name) {
    return loggers.computeIfAbsent(name, n -> new LineLogger(n, least));
  }

  private static final class LineLogger extends LegacyAbstractLogger {
    private final Level least;

    LineLogger(String name, Level least) {
      this.name = name;
      this.least = least;
    }

    private boolean enabled(Level level) {
      return level.toInt() >= least.toInt();
    }

    @Override
    public boolean isTraceEnabled() {
      return enabled(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
      return enabled(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
      return enabled(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
      return enabled(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
      return enabled(Level.ERROR);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
      return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level,
        @Nullable Marker marker,
        String pattern,
        Object @Nullable [] arguments,
        @Nullable Throwable failure) {
      String text = MessageFormatter.basicArrayFormat(pattern, arguments);
      String line =
          Instant.now()
              + " "
              + level
              + " ["
              + Thread.currentThread().getName()
              + "] "
              + name
              + ": "
              + text;
      synchronized (System.err) {
        System.err.println(line);
        if (failure != null) {
          failure.printStackTrace(System.err);
        }
      }
    }
  }
}
