package freeworker.wire.door;

import java.io.ObjectInputFilter;

/** Lets bytes into a call, as many as there is room for, and nothing else. */
final class Arguments implements ObjectInputFilter {
  private static final int DEPTH = 2;
  private static final int REFERENCES = 8;

  private final int limit;

  Arguments(int limit) {
    this.limit = limit;
  }

  @Override
  public Status checkInput(FilterInfo info) {
    if (info.depth() > DEPTH
        || info.references() > REFERENCES
        || info.streamBytes() > limit
        || info.arrayLength() > limit) {
      return Status.REJECTED;
    }
    Class<?> type = info.serialClass();
    if (type == null) {
      return Status.UNDECIDED;
    }
    return type == byte[].class && expected(info.arrayLength()) ? Status.ALLOWED : Status.REJECTED;
  }

  /** Whether there is room for an array, before it is made. */
  private static boolean expected(long length) {
    Caller caller = Caller.current();
    return length <= 0 || caller == null || caller.expects(length);
  }
}
