package freeworker.worker.script;

/** A program in a jar. */
final class InvocationSubjectMain {
  private InvocationSubjectMain() {}

  public static void main(String[] words) {
    System.out.print("told " + words[0]);
    System.out.flush();
    System.exit(7);
  }
}
