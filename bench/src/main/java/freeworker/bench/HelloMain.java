package freeworker.bench;

/** The least that a program in Java can do: it says one line. */
public final class HelloMain {
  private HelloMain() {}

  public static void main(String[] args) {
    System.out.println("Hello");
  }
}
