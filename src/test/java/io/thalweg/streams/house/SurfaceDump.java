package io.thalweg.streams.house;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Prints public and protected members of classes, one line each, in the format of the committed
 * signature file of Kafka Streams. Deprecated things are left out. A member whose erased descriptor
 * names an internal type is marked {@code [internal]}.
 */
final class SurfaceDump {
  private final Predicate<Class<?>> internal;

  /** A dump that takes the classes for which {@code internal} holds as not public. */
  SurfaceDump(Predicate<Class<?>> internal) {
    this.internal = internal;
  }

  /** One block per class, blocks in the order of class names and apart by an empty line. */
  String dump(Collection<Class<?>> classes) {
    return classes.stream()
        .filter(SurfaceDump::isExposed)
        .sorted(Comparator.comparing(Class::getName))
        .map(type -> String.join("\n", block(type)) + "\n")
        .collect(Collectors.joining("\n"));
  }

  private static boolean isExposed(Class<?> type) {
    if (type.isAnonymousClass() || type.isLocalClass() || type.isSynthetic()) {
      return false;
    }
    Class<?> outer = type.getEnclosingClass();
    return (outer == null || isExposed(outer)) && isExposed(type.getModifiers()) && isCurrent(type);
  }

  private static boolean isExposed(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static boolean isCurrent(AnnotatedElement element) {
    return !element.isAnnotationPresent(Deprecated.class);
  }

  private static <M extends Member & AnnotatedElement> Stream<M> exposed(M[] members) {
    return Arrays.stream(members)
        .filter(m -> isExposed(m.getModifiers()) && !m.isSynthetic() && isCurrent(m));
  }

  private List<String> block(Class<?> type) {
    List<String> lines = new ArrayList<>();
    lines.add(header(type));
    exposed(type.getDeclaredFields())
        .sorted(Comparator.comparing(Field::getName))
        .forEach(field -> lines.add(line(field)));
    exposed(type.getDeclaredConstructors())
        .map(constructor -> line(constructor))
        .sorted()
        .forEach(lines::add);
    exposed(type.getDeclaredMethods())
        .map(method -> new String[] {method.getName(), line(method)})
        .sorted(Comparator.<String[], String>comparing(m -> m[0]).thenComparing(m -> m[1]))
        .forEach(method -> lines.add(method[1]));
    return lines;
  }

  private static String header(Class<?> type) {
    StringBuilder text = new StringBuilder();
    int modifiers = type.getModifiers();
    if (type.isInterface()) {
      modifiers &= ~Modifier.ABSTRACT;
    }
    append(text, Modifier.toString(modifiers & ~Modifier.INTERFACE & ~Modifier.STRICT));
    append(
        text,
        type.isAnnotation()
            ? "@interface"
            : type.isInterface()
                ? "interface"
                : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class");
    text.append(type.getName()).append(typeParameters(type.getTypeParameters()));
    Type parent = type.getGenericSuperclass();
    if (parent != null && parent != Object.class) {
      text.append(" extends ").append(parent.getTypeName());
    }
    if (type.getGenericInterfaces().length > 0) {
      text.append(type.isInterface() ? " extends " : " implements ");
      text.append(names(type.getGenericInterfaces()));
    }
    return text.toString();
  }

  private String line(Field field) {
    String modifiers = modifiers(field.getModifiers());
    return prefix(Stream.of(field.getType()))
        + (modifiers + " " + field.getGenericType().getTypeName() + " " + field.getName()).strip();
  }

  private String line(Executable member) {
    StringBuilder text = new StringBuilder();
    append(text, modifiers(member.getModifiers()));
    if (member instanceof Method method && method.isDefault()) {
      append(text, "default");
    }
    append(text, typeParameters(member.getTypeParameters()));
    if (member instanceof Method method) {
      append(text, method.getGenericReturnType().getTypeName());
    }
    text.append(
        member instanceof Constructor ? member.getDeclaringClass().getName() : member.getName());
    text.append("(").append(parameters(member)).append(")");
    if (member.getGenericExceptionTypes().length > 0) {
      text.append(" throws ").append(names(member.getGenericExceptionTypes()));
    }
    Stream<Class<?>> result =
        member instanceof Method method ? Stream.of(method.getReturnType()) : Stream.empty();
    return prefix(Stream.concat(Arrays.stream(member.getParameterTypes()), result)) + text;
  }

  private String prefix(Stream<Class<?>> descriptor) {
    return descriptor.map(SurfaceDump::baseType).anyMatch(internal) ? "    [internal] " : "    ";
  }

  private static Class<?> baseType(Class<?> type) {
    Class<?> component = type.getComponentType();
    return component == null ? type : baseType(component);
  }

  private static String modifiers(int modifiers) {
    int shown =
        Modifier.PUBLIC | Modifier.PROTECTED | Modifier.ABSTRACT | Modifier.STATIC | Modifier.FINAL;
    return Modifier.toString(modifiers & shown);
  }

  private static String parameters(Executable member) {
    String names = names(member.getGenericParameterTypes());
    return member.isVarArgs() ? names.replaceFirst("\\[]$", "...") : names;
  }

  private static String names(Type[] types) {
    return Arrays.stream(types).map(Type::getTypeName).collect(Collectors.joining(", "));
  }

  private static String typeParameters(TypeVariable<?>[] variables) {
    return variables.length == 0
        ? ""
        : Arrays.stream(variables)
            .map(SurfaceDump::typeParameter)
            .collect(Collectors.joining(", ", "<", ">"));
  }

  private static String typeParameter(TypeVariable<?> variable) {
    String bounds =
        Arrays.stream(variable.getBounds())
            .filter(bound -> bound != Object.class)
            .map(Type::getTypeName)
            .collect(Collectors.joining(" & "));
    return bounds.isEmpty() ? variable.getName() : variable.getName() + " extends " + bounds;
  }

  private static void append(StringBuilder text, String word) {
    if (!word.isEmpty()) {
      text.append(word).append(' ');
    }
  }
}
