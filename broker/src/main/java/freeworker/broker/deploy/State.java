package freeworker.broker.deploy;

import java.util.Locale;

/** How a host stands. */
enum State {
  /** All workers that are wanted there can be borrowed. */
  UP,
  /** Its crew runs, and some workers are missing: the broker is away, or they die. */
  WAITING,
  /** Its crew has ended by itself. */
  DEAD,
  /** Nothing of a crew is there. */
  DOWN,
  /** Nobody could tell, or it could not be done. */
  FAILED;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
