package freeworker.broker;

import freeworker.wire.door.BadKey;

/** The broker cannot do what was asked; carries its exit code and what to do about it. */
final class BrokerFailure extends Exception {
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int BAD_DATA = 65;
  static final int NO_INPUT = 66;
  static final int UNAVAILABLE = 69;

  private final int exitCode;
  private final String advice;

  BrokerFailure(int exitCode, String what, String advice) {
    super(what);
    this.exitCode = exitCode;
    this.advice = advice;
  }

  BrokerFailure(int exitCode, String what, String advice, Throwable cause) {
    super(what, cause);
    this.exitCode = exitCode;
    this.advice = advice;
  }

  /** A key that cannot be used. */
  static BrokerFailure of(BadKey bad) {
    return new BrokerFailure(
        bad.missing() ? NO_INPUT : BAD_DATA, String.valueOf(bad.getMessage()), bad.cure(), bad);
  }

  int exitCode() {
    return exitCode;
  }

  String advice() {
    return advice;
  }
}
