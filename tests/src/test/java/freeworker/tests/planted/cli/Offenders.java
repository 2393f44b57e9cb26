package freeworker.tests.planted.cli;

import com.tngtech.archunit.core.domain.JavaClass;

final class NeedsALibrary {
  String offend(JavaClass type) {
    return type.getName();
  }
}
