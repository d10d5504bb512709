package io.lowland.deploy;

import io.fabric8.kubernetes.api.model.Quantity;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Walks through an object read into a generated model. What the model has no field for ends up in
 * {@code additionalProperties}; a quantity is kept as text, so its form is looked at here.
 */
final class ModelWalk {
  private final List<String> mistakes = new ArrayList<>();

  private ModelWalk() {}

  static List<String> mistakes(Object model) {
    ModelWalk walk = new ModelWalk();
    walk.visit("", model);
    return walk.mistakes;
  }

  private void visit(String path, Object value) {
    switch (value) {
      case null -> {}
      case Quantity quantity -> visitQuantity(path, quantity);
      case Map<?, ?> map -> map.forEach((key, element) -> visit(path + "." + key, element));
      case Collection<?> list -> visitAll(path, list);
      case Object bean when isModel(bean) -> visitBean(path, bean);
      default -> {}
    }
  }

  private void visitAll(String path, Collection<?> list) {
    int index = 0;
    for (Object element : list) {
      if (element == null) {
        // Strimzi's models read what they do not know as null.
        mistakes.add("%s[%d]: not one of the values allowed".formatted(path.substring(1), index));
      }
      visit("%s[%d]".formatted(path, index++), element);
    }
  }

  private void visitQuantity(String path, Quantity quantity) {
    try {
      quantity.getNumericalAmount();
    } catch (IllegalArgumentException e) {
      mistakes.add("%s: '%s' is not a quantity".formatted(path.substring(1), quantity));
    }
  }

  private void visitBean(String path, Object bean) {
    for (Method method : bean.getClass().getMethods()) {
      String name = method.getName();
      if (method.getParameterCount() > 0 || !name.startsWith("get") || name.equals("getClass")) {
        continue;
      }
      Object value = call(method, bean);
      if (name.equals("getAdditionalProperties")) {
        ((Map<?, ?>) value)
            .keySet()
            .forEach(
                key -> mistakes.add("unknown field %s".formatted((path + "." + key).substring(1))));
      } else {
        String field = name.substring(3, 4).toLowerCase(Locale.ROOT) + name.substring(4);
        visit(path + "." + field, value);
      }
    }
  }

  private static Object call(Method getter, Object bean) {
    try {
      return getter.invoke(bean);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(getter.toString(), e);
    }
  }

  private static boolean isModel(Object bean) {
    String type = bean.getClass().getName();
    return (type.startsWith("io.fabric8.") || type.startsWith("io.strimzi."))
        && !bean.getClass().isEnum();
  }
}
