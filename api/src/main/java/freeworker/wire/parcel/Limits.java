package freeworker.wire.parcel;

/** The bounds of what travels; each is checked before memory is taken for it. */
public final class Limits {
  /** The bytes of one serialized task, and of one result. */
  public static final int PAYLOAD = 64 << 20;

  /** The bytes of what a client sends in one call: its tasks and the class files they bring. */
  public static final int FRAME = PAYLOAD + (64 << 10);

  /** A worker starts no further task of a frame once their outcomes have this many bytes. */
  public static final int PACK = 1 << 20;

  /** The tasks of one frame. */
  public static final int PARCELS = 4096;

  /** The inputs of one batch. */
  public static final int BATCH = 8192;

  /** The classes that one task may need. */
  public static final int CLASSES = 5_000;

  /** The bytes of the files and jars that one task may need. */
  public static final int CLOSURE = 64 << 20;

  /** The files of one closure: its classes, and the resources that its tasks looked for. */
  public static final int FILES = 2 * CLASSES;

  /** The files at one path of a class path. */
  public static final int SAME_PATH = 255;

  /** The jars of one closure that travel whole. */
  public static final int JARS = 256;

  /** The bytes that one jar may have when it is unpacked. */
  public static final int UNPACKED = 512 << 20;

  /** The bytes of one class name or path, as Java has it. */
  public static final int NAME = 65_535;

  /** The characters of a task's name; longer ones are cut. */
  public static final int TASK_NAME = 1000;

  /** The characters of an exception's message, and of its stack trace. */
  public static final int TEXT = 64 << 10;

  /** The bytes of a serialized exception; a larger one travels as text alone. */
  public static final int EXCEPTION = 1 << 20;

  /** The bytes of the outcomes of one frame: the last result may go past {@link #PACK}. */
  public static final int OUTCOMES = PAYLOAD + PACK + EXCEPTION + (1 << 20);

  /** How deep the objects of a result may be nested. */
  public static final int DEPTH = 64;

  /** The objects of a result. */
  public static final int REFERENCES = 10_000_000;

  private Limits() {}
}
