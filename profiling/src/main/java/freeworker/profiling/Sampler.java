package freeworker.profiling;

/** Tells how loaded the host is right now, from what was measured last; it must answer at once. */
public interface Sampler {
  /** Tells nothing: both cells stay empty. */
  Sampler UNKNOWN =
      new Sampler() {
        @Override
        public double cpu() {
          return Double.NaN;
        }

        @Override
        public long memoryMiB() {
          return -1;
        }
      };

  /** The busy share of the processors, from 0 to 1, or NaN while unknown. */
  double cpu();

  /** The memory in use, or -1 while unknown. */
  long memoryMiB();
}
