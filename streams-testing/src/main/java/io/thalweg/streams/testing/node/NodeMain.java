package io.thalweg.streams.testing.node;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;

/**
 * Main class of one Kafka node: {@code NodeMain <server.properties> <cluster id> [folder to delete
 * with the parent]}.
 *
 * <p>It formats the data folder if that was not done before, starts the node in the same JVM, and
 * writes {@value #READY} to its standard output once the node serves requests; all logging goes to
 * standard error. Standard input is the parent's leash: the line {@value #STOP} is a clean stop,
 * and its end means that the parent is gone, however it died, so the node goes too.
 */
public final class NodeMain {
  public static final String READY = "READY";
  public static final String STOP = "stop";

  private NodeMain() {}

  public static void main(String[] args) {
    PrintStream toParent = System.out;
    System.setOut(System.err);
    ignoreInterruptSignal();
    Leash leash = new Leash(System.in, args.length > 2 ? Path.of(args[2]) : null);
    leash.start();
    try {
      Path config = Path.of(args[0]);
      format(config, args[1]);
      KafkaRaftServer server =
          new KafkaRaftServer(KafkaConfig.fromProps(load(config)), Time.SYSTEM);
      leash.onStop(server::shutdown);
      server.startup();
      toParent.println(READY);
      toParent.flush();
      server.awaitShutdown();
      System.exit(0);
    } catch (Throwable e) {
      // A broker that failed half-way has threads that would keep the JVM alive.
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  private static void format(Path config, String clusterId) {
    String[] command = {
      "format", "--ignore-formatted", "--cluster-id", clusterId, "--config", config.toString()
    };
    int status = StorageTool.execute(command, System.err);
    if (status != 0) {
      throw new IllegalStateException(
          "Formatting the storage of " + config + " ended with status " + status + ".");
    }
  }

  private static Properties load(Path config) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(config, StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    return properties;
  }

  /**
   * A terminal sends Ctrl-C to the whole process group, but the application should be able to stop
   * cleanly on a living broker, so the signal is the parent's business. Reflection, because the
   * class is outside the Java API: without it the node dies together with the parent, as any
   * process would.
   */
  private static void ignoreInterruptSignal() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object ignore =
          Proxy.newProxyInstance(
              NodeMain.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> null);
      Object interrupt = signal.getConstructor(String.class).newInstance("INT");
      signal.getMethod("handle", signal, handler).invoke(null, interrupt, ignore);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      System.err.println("Ctrl-C will end this node together with its parent: " + e);
    }
  }
}
