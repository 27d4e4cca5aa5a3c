package io.thalweg.streams.testing;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;

/** The extension behind {@link WithKafka}; use the annotation. */
public final class KafkaExtension
    implements BeforeAllCallback, TestInstancePostProcessor, ParameterResolver {
  /** System property that says what runs the cluster. */
  static final String BACKEND_PROPERTY = "thalweg.test.kafka";

  private static final Namespace NAMESPACE = Namespace.create(KafkaExtension.class);
  private static final String CLUSTER = "cluster";
  private static final String SHARED = "shared cluster";
  private static final List<Class<?>> INJECTED =
      List.of(KafkaCluster.class, EmbeddedKafka.class, KafkaIo.class, Admin.class);

  @Override
  public void beforeAll(ExtensionContext context) throws IllegalAccessException {
    Class<?> testClass = context.getRequiredTestClass();
    WithKafka wanted = testClass.getAnnotation(WithKafka.class);
    ExtensionContext.Store store = context.getStore(NAMESPACE);
    if (wanted != null) {
      if (wanted.dedicated() || wanted.nodes() != 1 || wanted.brokerConfig().length > 0) {
        store.put(CLUSTER, start(wanted.nodes(), config(testClass, wanted)));
      } else {
        store.put(CLUSTER, new Borrowed(shared(context)));
      }
    }
    inject(context, testClass, null);
  }

  @Override
  public void postProcessTestInstance(Object instance, ExtensionContext context)
      throws IllegalAccessException {
    inject(context, instance.getClass(), instance);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return INJECTED.contains(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return value(parameter.getParameter().getType(), context);
  }

  private static void inject(ExtensionContext context, Class<?> type, @Nullable Object instance)
      throws IllegalAccessException {
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        boolean isStatic = Modifier.isStatic(field.getModifiers());
        if (INJECTED.contains(field.getType())
            && isStatic == (instance == null)
            && !Modifier.isFinal(field.getModifiers())) {
          field.setAccessible(true);
          field.set(instance, value(field.getType(), context));
        }
      }
    }
  }

  private static Object value(Class<?> type, ExtensionContext context) {
    KafkaCluster cluster = cluster(context);
    if (type == KafkaIo.class) {
      return cluster.io();
    }
    if (type == Admin.class) {
      return cluster.admin();
    }
    if (!type.isInstance(cluster)) {
      throw new ExtensionConfigurationException(
          context.getDisplayName()
              + " asks for "
              + type.getSimpleName()
              + ", but "
              + BACKEND_PROPERTY
              + "="
              + backend()
              + " is set: ask for "
              + KafkaCluster.class.getSimpleName()
              + ".");
    }
    return cluster;
  }

  private static KafkaCluster cluster(ExtensionContext context) {
    Object found = context.getStore(NAMESPACE).get(CLUSTER);
    if (found instanceof Borrowed borrowed) {
      return borrowed.cluster();
    }
    if (found instanceof KafkaCluster own) {
      return own;
    }
    throw new ExtensionConfigurationException(
        "No cluster for "
            + context.getDisplayName()
            + ": annotate the test class with @WithKafka.");
  }

  private static KafkaCluster shared(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(SHARED, key -> start(1, Map.of()), KafkaCluster.class);
  }

  private static String backend() {
    return System.getProperty(BACKEND_PROPERTY, "embedded");
  }

  private static KafkaCluster start(int nodes, Map<String, String> config) {
    return switch (backend()) {
      case "embedded" -> EmbeddedKafka.builder().nodes(nodes).brokerConfig(config).start();
      case "testcontainers" -> {
        Assumptions.assumeTrue(
            nodes == 1, "Testcontainers runs one node only, and this class needs " + nodes + ".");
        yield ContainerKafka.start(config);
      }
      default ->
          throw new ExtensionConfigurationException(
              "The system property "
                  + BACKEND_PROPERTY
                  + " is '"
                  + backend()
                  + "', expected 'embedded' or 'testcontainers'.");
    };
  }

  private static Map<String, String> config(Class<?> testClass, WithKafka wanted) {
    Map<String, String> config = new LinkedHashMap<>();
    for (String setting : wanted.brokerConfig()) {
      int equals = setting.indexOf('=');
      if (equals < 1) {
        throw new ExtensionConfigurationException(
            "@WithKafka of "
                + testClass.getName()
                + " has the broker setting '"
                + setting
                + "', expected key=value.");
      }
      config.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return config;
  }

  /** Hides a cluster from JUnit, which closes what it finds in the store of a class. */
  private record Borrowed(KafkaCluster cluster) {}
}
