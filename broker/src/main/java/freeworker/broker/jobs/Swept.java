package freeworker.broker.jobs;

/**
 * What a sweep removed.
 *
 * @param submissions how many submissions with all that was kept of them
 * @param outputs of how many other attempts the output alone
 * @param bytes how many bytes of output
 * @param contents how many files that no script needed
 */
record Swept(long submissions, long outputs, long bytes, long contents) {
  boolean nothing() {
    return submissions + outputs + contents == 0;
  }
}
