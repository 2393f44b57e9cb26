import java.math.BigInteger;

/** A program of one file: job submit examples/jobs/Factorial.java 30 */
class Factorial {
  public static void main(String[] args) {
    BigInteger product = BigInteger.ONE;
    for (int n = 2; n <= Integer.parseInt(args[0]); n++) {
      product = product.multiply(BigInteger.valueOf(n));
    }
    System.out.println(product);
  }
}
