package freeworker.tests.planted.worker;

import java.lang.invoke.MethodHandles;

final class ExtendsClassLoader extends ClassLoader {}

final class DefinesClasses {
  Class<?> offend(byte[] bytes) throws IllegalAccessException {
    return MethodHandles.lookup().defineClass(bytes);
  }
}
