package freeworker.wire.door;

import freeworker.wire.limit.Limit;
import freeworker.wire.parcel.Freight;
import java.io.ObjectInputFilter;

/** Lets bytes into a call, as many as there is room for, and nothing else. */
final class Arguments implements ObjectInputFilter {
  private final int limit;

  Arguments(int limit) {
    this.limit = limit;
  }

  @Override
  public Status checkInput(FilterInfo info) {
    // What is thrown here is the cause that the caller reads beside the refusal.
    if (info.depth() > Limit.ARGUMENT_DEPTH.always()) {
      throw new IllegalArgumentException("arguments nested too deep " + Limit.ARGUMENT_DEPTH.at());
    }
    if (info.references() > Limit.ARGUMENT_OBJECTS.always()) {
      throw new IllegalArgumentException(
          "arguments of too many objects " + Limit.ARGUMENT_OBJECTS.at());
    }
    if (info.streamBytes() > limit || info.arrayLength() > limit) {
      return Status.REJECTED;
    }
    Class<?> type = info.serialClass();
    if (type == null) {
      return Status.UNDECIDED;
    }
    boolean let =
        type == byte[][].class
            ? info.arrayLength() <= 1 + Freight.MOST
            : type == byte[].class && expected(info.arrayLength());
    return let ? Status.ALLOWED : Status.REJECTED;
  }

  /** Whether there is room for an array, before it is made. */
  private static boolean expected(long length) {
    Caller caller = Caller.current();
    return length <= 0 || caller == null || caller.expects(length);
  }
}
